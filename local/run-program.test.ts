import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { EdgereelError } from '#contracts/errors.ts';
import { messageOf, parseCount, parseStrictly, readRepeated, UsageError } from './run-program.ts';

const args = {
  dir: { type: 'positional', required: false },
  out: { type: 'string', alias: 'o' },
  'max-parallel-chunks': { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

test('known options are read, by either name', () => {
  expect(parseStrictly(['site', '-o', 'x.mp4', '--max-parallel-chunks', '4', '--json'], args)).toMatchObject({
    dir: 'site',
    out: 'x.mp4',
    'max-parallel-chunks': '4',
    json: true,
  });
});

test.each([
  [['--fbs', '60'], 'There is no option --fbs.'],
  [['one', 'two'], 'One argument too many: two'],
  [['--out'], '--out needs a value.'],
])('wrong use %j is refused', (rawArgs, message) => {
  expect(() => parseStrictly(rawArgs, args)).toThrow(new UsageError(message));
});

test('a number out of range names option, range and value', () => {
  expect(() => parseCount('nodes', '0', 1, 64)).toThrow('--nodes must be a whole number from 1 to 64, not 0.');
  expect(parseCount('nodes', '2', 1, 64)).toBe(2);
  expect(parseCount('nodes', undefined, 1, 64)).toBeUndefined();
});

test('an option may be given several times', () => {
  const words = ['site', '--out', 'x.mp4', '--mirror', 'a=b', '--json', '--mirror=c=d'];
  expect(readRepeated(words, 'mirror')).toEqual(['a=b', 'c=d']);
  expect(readRepeated(['site'], 'mirror')).toEqual([]);
});

test('a failure is told in its own words: a code only where it says something, a stack only for what nobody expects', async () => {
  expect(messageOf(new EdgereelError('INTERNAL', 'Docker is not installed.'))).toBe('Docker is not installed.');
  expect(messageOf(new EdgereelError('CONFLICT', 'Port 1 is in use.'))).toBe('CONFLICT: Port 1 is in use.');
  const refusal: unknown = await readFile('/no/such/file').catch((error: unknown) => error);
  expect(messageOf(refusal)).toBe("ENOENT: no such file or directory, open '/no/such/file'");
  expect(messageOf(new TypeError('x is not a function'))).toMatch(/^TypeError: x is not a function\n {4}at /);
});
