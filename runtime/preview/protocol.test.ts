import { expect, test } from 'vitest';
import { parseControl } from './protocol.ts';

const FPS = { num: 30, den: 1 };
const parse = (message: object): unknown =>
  parseControl({ source: 'hf-parent', type: 'control', protocolVersion: 1, ...message }, FPS);

test('a control carries an action with its value', () => {
  expect(parse({ action: 'play' })).toEqual({ kind: 'control', control: { action: 'play' }, id: null });
  expect(parse({ action: 'pause', controlId: 7 })).toMatchObject({ control: { action: 'pause' }, id: 7 });
  expect(parse({ action: 'seek', timeSeconds: 1.5 })).toMatchObject({ control: { timeSeconds: 1.5 } });
  expect(parse({ action: 'seek', frame: 45 })).toMatchObject({ control: { timeSeconds: 1.5 } });
  expect(parse({ action: 'set-playback-rate', playbackRate: 2 })).toMatchObject({ control: { rate: 2 } });
  expect(parse({ action: 'set-muted', muted: true })).toMatchObject({ control: { isMuted: true } });
});

test('another protocol version is refused', () => {
  expect(parse({ action: 'play', protocolVersion: 2 })).toEqual({ kind: 'wrong-version', version: 2 });
});

test('an action without meaning here, or with a value that is none, is refused by name', () => {
  expect(parse({ action: 'set-color-grading' })).toEqual({
    kind: 'refused',
    code: 'unsupported-action',
    action: 'set-color-grading',
  });
  expect(parse({ action: 'toString' })).toMatchObject({ code: 'unsupported-action' });
  const broken = [
    { action: 'seek', timeSeconds: 'x' },
    { action: 'set-volume', volume: NaN },
    { action: 'set-root-duration', durationSeconds: 0 },
    { action: 'flash-elements', selectors: [1] },
  ];
  for (const message of broken) expect(parse(message)).toMatchObject({ kind: 'refused', code: 'invalid-control' });
});

test('what does not come from a player is left alone', () => {
  expect(parse({ source: 'other' })).toEqual({ kind: 'foreign' });
  expect([null, 'play', 3].map((data) => parseControl(data, FPS))).toEqual(Array(3).fill({ kind: 'foreign' }));
});
