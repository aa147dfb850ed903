import { expect, test } from 'vitest';
import { commandOf } from './keyboard.js';

const NO_MODIFIERS = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };
const press = (key: string, modifiers: Partial<typeof NO_MODIFIERS> = {}): unknown =>
  commandOf({ key, ...NO_MODIFIERS, ...modifiers });

test.each([
  [' ', { do: 'toggle' }],
  ['k', { do: 'toggle' }],
  ['K', { do: 'toggle' }],
  ['ArrowLeft', { do: 'step', frames: -1 }],
  ['ArrowRight', { do: 'step', frames: 1 }],
  ['j', { do: 'skip', seconds: -5 }],
  ['l', { do: 'skip', seconds: 5 }],
  ['Home', { do: 'start' }],
  ['End', { do: 'end' }],
  ['m', { do: 'mute' }],
  ['f', { do: 'fullscreen' }],
  ['x', null],
  ['toString', null],
])('%j means %j', (key, command) => {
  expect(press(key)).toEqual(command);
});

test('shift makes an arrow a second, and chords belong to the browser', () => {
  expect(press('ArrowRight', { shiftKey: true })).toEqual({ do: 'skip', seconds: 1 });
  for (const modifier of ['ctrlKey', 'metaKey', 'altKey']) expect(press('f', { [modifier]: true })).toBeNull();
});
