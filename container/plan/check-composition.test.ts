import { describe, expect, it } from 'vitest';
import type { PageDescription } from '#contracts/page.ts';
import { checkComposition } from './check-composition.ts';

const PAGE: PageDescription = {
  roots: [{ compositionId: 'main', isMarked: false, isTimed: false }],
  compositionId: 'main',
  attributes: { width: '320', height: '180', fps: null, duration: '2' },
  durationSeconds: 2,
  clips: [],
  variables: [
    '[{"id":"title","type":"string","label":"Title","default":"Hi"},{"id":"size","type":"number","label":"Size","default":1}]',
  ],
  fonts: [],
  missingGlyphs: [],
  brokenImages: [],
  tracks: [],
  transfers: [],
  toneMapped: [],
  unmountedChildren: [],
  failedChildScripts: [],
  absentTimelines: [],
  warnings: [],
  webgl: null,
};
type Requested = Parameters<typeof checkComposition>[1];
const REQUESTED: Requested = { entry: 'index.html', variables: {}, strictVariables: false };

const check = (page: Partial<PageDescription> = {}, requested: Partial<Requested> = {}) =>
  checkComposition({ ...PAGE, ...page }, { ...REQUESTED, ...requested });
const withAttributes = (attributes: Partial<PageDescription['attributes']>) => ({
  attributes: { ...PAGE.attributes, ...attributes },
});
const root = (compositionId: string, { isMarked = false, isTimed = false } = {}) => ({
  compositionId,
  isMarked,
  isTimed,
});

describe('a good composition', () => {
  it('gives the facts of its plan', () => {
    expect(check()).toEqual({
      compositionId: 'main',
      width: 320,
      height: 180,
      scale: 1,
      fps: { num: 30, den: 1 },
      durationSeconds: 2,
      frameCount: 60,
      absentTimelines: [],
      warnings: [],
    });
  });

  it('names its own frame rate, which a request overrides', () => {
    expect(check(withAttributes({ fps: '24000/1001' }))).toMatchObject({
      fps: { num: 24000, den: 1001 },
      frameCount: 48,
    });
    expect(check(withAttributes({ fps: '24' }), { fps: { num: 60, den: 1 } })).toMatchObject({
      fps: { num: 60, den: 1 },
      frameCount: 120,
    });
  });

  it('may have several roots when exactly one is marked, or when all others are timed', () => {
    expect(check({ roots: [root('a'), root('main', { isMarked: true })] }).compositionId).toBe('main');
    expect(check({ roots: [root('main'), root('other', { isTimed: true })] }).compositionId).toBe('main');
  });

  it('is portrait 1080×1920 where it does not name its size', () => {
    expect(check(withAttributes({ width: null, height: null }))).toMatchObject({ width: 1080, height: 1920 });
    expect(check(withAttributes({ width: null }))).toMatchObject({ width: 1080, height: 180 });
  });

  it('is as large as the integer that its size begins with', () => {
    expect(check(withAttributes({ width: '320px', height: '180.9' }))).toMatchObject({ width: 320, height: 180 });
  });

  it('may be asked for at a whole multiple of its size', () => {
    expect(check({}, { width: 960, height: 540 })).toMatchObject({ width: 320, height: 180, scale: 3 });
    expect(check({}, { resolution: 'landscape' })).toMatchObject({ width: 320, height: 180, scale: 6 });
    expect(check({}, { resolution: '4k' })).toMatchObject({ scale: 12 });
    expect(check(withAttributes({ width: '1080', height: '1920' }), { resolution: '1080p' })).toMatchObject({
      scale: 1,
    });
  });

  it('may be sized 16 or 7680', () => {
    expect(check(withAttributes({ width: '16', height: '7680' }))).toMatchObject({ width: 16, height: 7680 });
  });

  it('warns of variables that do not fit', () => {
    const { warnings } = check({}, { variables: { title: 'Hello', size: '3', colour: 'red' } });
    expect(warnings.map(({ message }) => message)).toEqual([
      '"size" must be of type number, not "3".',
      '"colour" is not declared by the composition.',
    ]);
  });
});

describe('a bad composition is named with file, rule and value:', () => {
  it.each<[string, Partial<PageDescription>, Partial<Requested>, { code: string; message: RegExp }]>([
    [
      'no root',
      { roots: [], compositionId: null },
      {},
      { code: 'COMPOSITION_INVALID', message: /^index\.html has no composition root.*data-composition-id/ },
    ],
    [
      'two roots',
      { roots: [root('a'), root('b'), root('c', { isTimed: true })] },
      {},
      { code: 'COMPOSITION_INVALID', message: /2 composition roots \(a, b\).*data-root="true"/ },
    ],
    [
      'two marked roots',
      { roots: [root('a', { isMarked: true }), root('b', { isMarked: true })] },
      {},
      { code: 'COMPOSITION_INVALID', message: /2 composition roots/ },
    ],
    [
      'odd width',
      withAttributes({ width: '321' }),
      {},
      { code: 'COMPOSITION_INVALID', message: /^data-width .*even number.*not "321"/ },
    ],
    ['width 0', withAttributes({ width: '0' }), {}, { code: 'COMPOSITION_INVALID', message: /not "0"/ }],
    [
      'height 8192',
      withAttributes({ height: '8192' }),
      {},
      { code: 'COMPOSITION_INVALID', message: /from 16 to 7680, not "8192"/ },
    ],
    ['height "abc"', withAttributes({ height: 'abc' }), {}, { code: 'COMPOSITION_INVALID', message: /not "abc"/ }],
    ['height "-180"', withAttributes({ height: '-180' }), {}, { code: 'COMPOSITION_INVALID', message: /not "-180"/ }],
    [
      'data-fps 29.97',
      withAttributes({ fps: '29.97' }),
      {},
      { code: 'COMPOSITION_INVALID', message: /^data-fps of the root: .*29\.97/ },
    ],
    ['data-fps 0', withAttributes({ fps: '0' }), {}, { code: 'COMPOSITION_INVALID', message: /^data-fps of the root/ }],
    [
      'data-fps 241',
      withAttributes({ fps: '241' }),
      {},
      { code: 'COMPOSITION_INVALID', message: /between 1 and 240, not 241/ },
    ],
    ['data-fps 30/0', withAttributes({ fps: '30/0' }), {}, { code: 'COMPOSITION_INVALID', message: /30\/0/ }],
    ['data-fps empty', withAttributes({ fps: '' }), {}, { code: 'COMPOSITION_INVALID', message: /^data-fps/ }],
    [
      'no duration',
      { durationSeconds: 0 },
      {},
      { code: 'COMPOSITION_INVALID', message: /^index\.html has no duration: set data-duration/ },
    ],
    [
      'a duration that is not a number',
      { durationSeconds: Number.NaN },
      {},
      { code: 'COMPOSITION_INVALID', message: /no duration/ },
    ],
    [
      'more than a day',
      { durationSeconds: 86_401 },
      {},
      { code: 'DISTRIBUTED_DURATION_OUT_OF_RANGE', message: /86400 s, not 86401 s/ },
    ],
    [
      'less than a frame',
      { durationSeconds: 0.00001 },
      {},
      { code: 'DISTRIBUTED_DURATION_OUT_OF_RANGE', message: /at least one frame, not 0.00001 s at 30 fps/ },
    ],
    [
      'another aspect',
      {},
      { width: 640, height: 480 },
      { code: 'INVALID_REQUEST', message: /320×180 or a whole multiple of it, not 640×480/ },
    ],
    [
      'a resolution of another aspect',
      {},
      { resolution: 'square' },
      { code: 'INVALID_REQUEST', message: /^The size of the resolution square .*320×180.*not 1080×1080/ },
    ],
    [
      'a resolution that is no whole multiple',
      withAttributes({ width: '1280', height: '720' }),
      { resolution: '1080p' },
      { code: 'INVALID_REQUEST', message: /1280×720.*not 1920×1080/ },
    ],
    ['a size in between', {}, { width: 480, height: 270 }, { code: 'INVALID_REQUEST', message: /not 480×270/ }],
    ['a smaller size', {}, { width: 160, height: 90 }, { code: 'INVALID_REQUEST', message: /not 160×90/ }],
    [
      'an undeclared variable under strict',
      {},
      { variables: { x: 1 }, strictVariables: true },
      { code: 'VARIABLES_INVALID', message: /"x" is not declared/ },
    ],
    [
      'a mistyped variable under strict',
      {},
      { variables: { size: 'big' }, strictVariables: true },
      { code: 'VARIABLES_INVALID', message: /"size" must be of type number, not "big"/ },
    ],
  ])('%s', (_what, page, requested, { code, message }) => {
    expect(() => check(page, requested)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });
});
