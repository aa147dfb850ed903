import { expect, test } from 'vitest';
import { parseControl } from './protocol.ts';

const FPS = { num: 30, den: 1 };
const parse = (message: object): unknown =>
  parseControl({ source: 'hf-parent', type: 'control', protocolVersion: 1, ...message }, FPS);

test('a control carries an action with its value', () => {
  expect(parse({ action: 'play' })).toEqual({ kind: 'control', control: { action: 'play' } });
  expect(parse({ action: 'seek', timeSeconds: 1.5 })).toMatchObject({ control: { timeSeconds: 1.5 } });
  expect(parse({ action: 'seek', frame: 45 })).toMatchObject({ control: { timeSeconds: 1.5 } });
  expect(parse({ action: 'set-playback-rate', playbackRate: 2 })).toMatchObject({ control: { rate: 2 } });
  expect(parse({ action: 'set-muted', muted: true })).toMatchObject({ control: { isMuted: true } });
});

test('another protocol version is refused', () => {
  expect(parse({ action: 'play', protocolVersion: 2 })).toEqual({ kind: 'wrong-version', version: 2 });
});

test('what is not a control of ours is left alone', () => {
  expect([{ source: 'other' }, { action: 'dance' }, { action: 'seek', timeSeconds: 'x' }].map(parse)).toEqual(
    Array(3).fill({ kind: 'foreign' }),
  );
  expect([null, 'play', 3].map((data) => parseControl(data, FPS))).toEqual(Array(3).fill({ kind: 'foreign' }));
});
