import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { RULES } from './table.ts';

test('docs/lint.md lists every code as the rules have it', async () => {
  const text = await readFile(new URL('../../docs/lint.md', import.meta.url), 'utf8');
  const rows = text.split('\n').filter((line) => line.startsWith('| `'));
  const expected = RULES.flatMap(({ codes }) =>
    Object.entries(codes).map(([code, { severity, when }]) => `| \`${code}\` | ${severity} | ${when} |`),
  );
  expect(rows).toEqual(expected);
});
