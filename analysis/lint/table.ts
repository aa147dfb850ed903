/**
 * All lint rules. A new one is a file in `rules/`, a row here and a row in `docs/lint.md`.
 * @module
 */
import type { Rule } from './rule.ts';
import { animationFrames } from './rules/animation-frames.ts';
import { clipClass } from './rules/clip-class.ts';
import { compositionIds } from './rules/composition-ids.ts';
import { determinism } from './rules/determinism.ts';
import { durationSource } from './rules/duration-source.ts';
import { fonts } from './rules/fonts.ts';
import { gsapStyles } from './rules/gsap-styles.ts';
import { infiniteRepeat } from './rules/infinite-repeat.ts';
import { localAssets } from './rules/local-assets.ts';
import { markup } from './rules/markup.ts';
import { mediaAddresses } from './rules/media-addresses.ts';
import { mediaAttributes } from './rules/media-attributes.ts';
import { mediaControl } from './rules/media-control.ts';
import { mediaIds } from './rules/media-ids.ts';
import { mediaNesting } from './rules/media-nesting.ts';
import { mediaSound } from './rules/media-sound.ts';
import { missingLibrary } from './rules/missing-library.ts';
import { overlappingTweens } from './rules/overlapping-tweens.ts';
import { root } from './rules/root.ts';
import { scriptSyntax } from './rules/script-syntax.ts';
import { subCompositions } from './rules/sub-compositions.ts';
import { timelineFree } from './rules/timeline-free.ts';
import { timelineRegistration } from './rules/timeline-registration.ts';
import { timelineRegistry } from './rules/timeline-registry.ts';
import { timing } from './rules/timing.ts';
import { unsupported } from './rules/unsupported.ts';
import { variables } from './rules/variables.ts';

export const RULES: readonly Rule[] = [
  root,
  durationSource,
  timelineRegistry,
  timelineRegistration,
  infiniteRepeat,
  missingLibrary,
  determinism,
  animationFrames,
  timelineFree,
  subCompositions,
  compositionIds,
  mediaIds,
  mediaAttributes,
  mediaSound,
  mediaNesting,
  localAssets,
  mediaAddresses,
  mediaControl,
  variables,
  fonts,
  clipClass,
  timing,
  gsapStyles,
  overlappingTweens,
  markup,
  unsupported,
  scriptSyntax,
];

/** Every code that lint may report. */
export const LINT_CODES: ReadonlySet<string> = new Set(RULES.flatMap(({ codes }) => Object.keys(codes)));
