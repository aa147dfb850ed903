import type { CDPSession } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { MAX_CONSOLE_LINES, MAX_CONSOLE_TEXT_LENGTH } from '#contracts/console-line.ts';
import { formatArguments, keepConsole } from './page-console.ts';

const text = (value: string) => ({ type: 'string', value }) as const;

it.each([
  [[], ''],
  [[text('a'), { type: 'number', value: 2 } as const, { type: 'undefined' } as const], 'a 2 undefined'],
  [
    [text('%s is %d%%, %c'), text('x'), { type: 'number', value: 5 } as const, text('color: red'), text('end')],
    'x is 5%,  end',
  ],
  [[{ type: 'object', subtype: 'null', value: null } as const], 'null'],
  [[{ type: 'number', unserializableValue: 'NaN', description: 'NaN' } as const], 'NaN'],
])('%j', (args, expected) => {
  expect(formatArguments(args)).toBe(expected);
});

it('keeps the last lines, each bounded, with level and frame', () => {
  const listeners = new Map<string, (event: unknown) => void>();
  const cdp = { on: (name: string, listener: (event: unknown) => void) => listeners.set(name, listener) };
  const kept = keepConsole(cdp as unknown as CDPSession);
  const write = (type: string, value: string) =>
    listeners.get('Runtime.consoleAPICalled')!({ type, args: [text(value)] });
  for (let i = 0; i < 3 * MAX_CONSOLE_LINES; i++) write('log', `line ${i}`);
  kept.enter(0.1);
  write('error', 'A'.repeat(1e6));
  write('clear', '');
  const lines = kept.lines({ num: 30, den: 1 }, 4);
  expect(lines).toHaveLength(MAX_CONSOLE_LINES);
  expect(lines[0]).toEqual({ level: 'info', text: `line ${2 * MAX_CONSOLE_LINES + 1}`, frame: null, chunk: 4 });
  expect(lines.at(-1)).toMatchObject({ level: 'error', frame: 3, chunk: 4 });
  expect(lines.at(-1)!.text).toHaveLength(MAX_CONSOLE_TEXT_LENGTH);
});
