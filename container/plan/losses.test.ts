import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { effectOfLoss, isForgivable, LOSSES, lossWarning, type LossKind } from './losses.ts';
import { refuseUnforgiven, STRICTNESSES } from '#contracts/warning.ts';

const KINDS = Object.keys(LOSSES) as LossKind[];

describe.each(KINDS)('the loss of a %s', (kind) => {
  it.each(STRICTNESSES)('does what the table says under %s', (strictness) => {
    if (!isForgivable(kind)) return expect(effectOfLoss(kind, strictness)).toBe('error');
    const refuse = () => refuseUnforgiven([lossWarning(kind, 'gone', {})], strictness);
    if (effectOfLoss(kind, strictness) === 'error') return expect(refuse).toThrow('gone');
    return expect(refuse).not.toThrow(kind === 'hint' ? 'never told' : undefined);
  });
});

it('is in docs/losses.md as in the table', async () => {
  const text = await readFile(new URL('../../docs/losses.md', import.meta.url), 'utf8');
  const rows = text.split('\n').filter((line) => /\| (ignored|warning|error) \|$/.test(line));
  const expected = KINDS.map((kind) => {
    const { what, codes, effects } = LOSSES[kind];
    const told = codes.length === 0 ? '–' : codes.map((code) => `\`${code}\``).join(', ');
    return `| ${what} | ${told} | ${STRICTNESSES.map((strictness) => effects[strictness]).join(' | ')} |`;
  });
  expect(rows).toEqual(expected);
});
