/**
 * What a composition may lose, and what that does to a render. `docs/losses.md` shows this table to users.
 *
 * A file is lost when its place does not give it: it is not in the site, the host answers 4xx, or the host still fails after it was asked again.
 * Three other things are no losses and fail every render: a URL that must not be fetched, a request that no plan can hold (a POST, a WebSocket),
 * and bytes of another kind than their place needs.
 * @module
 */
import type { RenderWarning, Strictness } from '#contracts/warning.ts';

export type LossEffect = 'ignored' | 'warning' | 'error';

interface LossRule {
  /** The loss in words, for the documentation. */
  what: string;
  /** Codes that report the loss. Those of errors are in capitals, those of warnings are not. */
  codes: readonly string[];
  effects: Readonly<Record<Strictness, LossEffect>>;
}

const always = (effect: LossEffect): LossRule['effects'] => ({
  'best-effort': effect,
  strict: effect,
  'strict-all': effect,
});
/** The render goes on, unless its caller wants all content. */
const forgiven: LossRule['effects'] = { 'best-effort': 'warning', strict: 'error', 'strict-all': 'error' };
/** The format promises this outcome, so only the strictest caller minds. */
const promised: LossRule['effects'] = { 'best-effort': 'warning', strict: 'warning', 'strict-all': 'error' };

export const LOSSES = {
  webPicture: {
    what: 'A picture of the web (`<img>`, SVG `<image>`)',
    codes: ['picture_missing'],
    effects: forgiven,
  },
  webStyleImage: {
    what: 'An image of the web in a style (background, mask, border, list)',
    codes: ['picture_missing'],
    effects: forgiven,
  },
  sitePicture: {
    what: 'A picture or style image that the site does not have',
    codes: ['ASSET_NOT_FOUND'],
    effects: always('error'),
  },
  formatFont: {
    what: 'A font family that the format maps to a bundled one (Helvetica, Georgia, Menlo …)',
    codes: ['font_substituted', 'system_font_will_alias'],
    effects: promised,
  },
  systemFont: {
    what: 'A font family of an operating system or a foundry, with a bundled one near it (SF Mono, Impact, Proxima Nova …); a face with nothing but `local()` sources',
    codes: ['font_substituted'],
    effects: forgiven,
  },
  fontWithFallback: {
    what: 'Any other font family or font file, in a request with `fontFallback`: the next family of the list serves',
    codes: ['font_substituted'],
    effects: forgiven,
  },
  font: {
    what: 'Any other font family or font file, without `fontFallback`',
    codes: ['FONT_FETCH_FAILED', 'FONT_FETCH_UNAVAILABLE', 'ASSET_NOT_FOUND'],
    effects: always('error'),
  },
  styleSheet: {
    what: 'A style sheet of the markup, or one that it imports',
    codes: ['ASSET_NOT_FOUND', 'ASSET_FETCH_FAILED', 'ASSET_FETCH_UNAVAILABLE'],
    effects: always('error'),
  },
  script: {
    what: 'A script of the markup, a module that it imports; one that a script loads, when a script then throws',
    codes: ['ASSET_NOT_FOUND', 'ASSET_FETCH_FAILED', 'ASSET_FETCH_UNAVAILABLE'],
    effects: always('error'),
  },
  document: {
    what: 'A page in a frame',
    codes: ['ASSET_NOT_FOUND', 'ASSET_FETCH_FAILED', 'ASSET_FETCH_UNAVAILABLE'],
    effects: always('error'),
  },
  subComposition: { what: 'A sub-composition', codes: ['EMPTY_COMPOSITION'], effects: always('error') },
  video: {
    what: 'A video',
    codes: ['ASSET_NOT_FOUND', 'ASSET_FETCH_FAILED', 'ASSET_FETCH_UNAVAILABLE'],
    effects: always('error'),
  },
  sound: { what: 'A sound', codes: ['audio_processing_failed'], effects: forgiven },
  scriptFetch: {
    what: 'What a script asks for itself (`fetch`, XHR, `import()`, `new Image()`, `Worker`, `FontFace`, an element it adds that shows nothing)',
    codes: ['fetch_missing'],
    effects: forgiven,
  },
  undrawn: {
    what: '`data-color-grading`, and what `data-requires-webgpu` says it draws with WebGPU: neither is drawn',
    codes: ['color_grading_ignored', 'webgpu_ignored'],
    effects: forgiven,
  },
  hint: {
    what: 'What is only loaded ahead or sent away (preload, prefetch, icon, beacon)',
    codes: [],
    effects: always('ignored'),
  },
} as const satisfies Record<string, LossRule>;
export type LossKind = keyof typeof LOSSES;

/** What a loss does to a render of this strictness. */
export const effectOfLoss = (kind: LossKind, strictness: Strictness): LossEffect => LOSSES[kind].effects[strictness];

/** Whether a render can go on without it at all. */
export const isForgivable = (kind: LossKind): boolean => effectOfLoss(kind, 'best-effort') !== 'error';

/** The warning of a loss that is forgiven; the caller's strictness decides later whether it fails the render. */
export function lossWarning(kind: LossKind, message: string, details: Record<string, unknown>): RenderWarning {
  const severity = effectOfLoss(kind, 'strict') === 'error' ? 'error' : 'warning';
  return { code: LOSSES[kind].codes[0] ?? kind, severity, message, details };
}
