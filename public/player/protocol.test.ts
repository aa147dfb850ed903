import { expect, test } from 'vitest';
import { describeDiagnostic, parseMessage, toMessage } from './protocol.js';

const parse = (message: object): unknown => parseMessage({ source: 'hf-preview', ...message });
const TIMELINE = { type: 'timeline', durationSeconds: 2, compositionWidth: 640, compositionHeight: 360 };

test('a control says what it is, of which version, and its number', () => {
  expect(toMessage(3, { numerator: 25, denominator: 1 }, { action: 'seek', timeSeconds: 1 })).toMatchObject({
    source: 'hf-parent',
    type: 'control',
    protocolVersion: 1,
    controlId: 3,
    fps: { numerator: 25, denominator: 1 },
    action: 'seek',
    timeSeconds: 1,
  });
});

test('reports are read as far as they make sense', () => {
  expect(parse({ type: 'state', frame: 3, isPlaying: true, controlId: 9 })).toEqual({
    kind: 'report',
    report: { type: 'state', frame: 3, isPlaying: true, controlId: 9 },
  });
  expect(
    parse({
      ...TIMELINE,
      fps: { numerator: 0, denominator: 1 },
      clips: [{ tag: 'audio' }],
      scenes: [{ id: 'a', label: {}, start: -1 }],
    }),
  ).toMatchObject({
    report: {
      fps: { numerator: 30, denominator: 1 },
      hasSound: true,
      scenes: [{ id: 'a', label: '', start: 0, duration: null }],
    },
  });
});

test.each([
  { type: 'state', frame: NaN },
  { type: 'state', frame: '3' },
  { ...TIMELINE, compositionWidth: 1e9 },
  { type: 'stage-size', width: -1, height: 2 },
  { type: 'constructor' },
])('%j is no report', (message) => {
  expect(parse(message)).toEqual({ kind: 'foreign' });
});

test('another version is told apart from what is foreign', () => {
  expect(parse({ type: 'ready', protocolVersion: 2 })).toEqual({ kind: 'wrong-version', version: 2 });
  expect([null, 'x', { source: 'other', protocolVersion: 2 }].map((data) => parseMessage(data))).toEqual(
    Array(3).fill({ kind: 'foreign' }),
  );
});

test('diagnostics become words', () => {
  expect(describeDiagnostic({ code: 'script-error', details: { message: 'x is not defined' } })).toBe(
    'x is not defined',
  );
  expect(describeDiagnostic({ code: 'not-ready', details: { missing: ['font A', 'b.png'] } })).toBe(
    'The composition still waits for font A, b.png.',
  );
});
