import { describe, expect, it } from 'vitest';
import { checkVariables, parseVariables } from './variables.ts';

const declared = parseVariables(
  JSON.stringify([
    { id: 'title', label: 'Title', type: 'string', default: 'Hello' },
    { id: 'size', label: 'Size', type: 'number', default: 1, min: 0, max: 10 },
    {
      id: 'theme',
      label: 'Theme',
      type: 'enum',
      default: 'light',
      options: [
        { value: 'light', label: 'Light' },
        { value: 'dark', label: 'Dark' },
      ],
    },
    { id: 'isLoud', label: 'Loud', type: 'boolean', default: false },
    { id: 'logo', label: 'Logo', type: 'image', default: 'logo.png' },
    { id: 'face', label: 'Face', type: 'font', default: 'Inter' },
    { id: 'hinted', label: 'Hinted', type: 'number', default: 1, min: 'none', unit: 3 },
    { id: 'broken', label: 'Broken', type: 'number', default: 'not a number' },
    { label: 'No id', type: 'string', default: '' },
    { id: 'unlabelled', type: 'string', default: '' },
    { id: 'odd', label: 'Odd', type: 'date', default: '' },
    { id: 'choice', label: 'Choice', type: 'enum', default: 'a' },
    { id: 'bare', label: 'Bare', type: 'boolean' },
    'no entry',
  ]),
);

it('drops a broken declaration alone', () => {
  expect(declared.map((variable) => variable.id)).toEqual([
    'title',
    'size',
    'theme',
    'isLoud',
    'logo',
    'face',
    'hinted',
  ]);
  expect(declared.at(-1)).toEqual({ id: 'hinted', label: 'Hinted', type: 'number', default: 1 });
});

it.each([null, undefined, '', '{', '{}', '"text"'])('reads %j as no variables', (json) =>
  expect(parseVariables(json)).toEqual([]),
);

describe('checkVariables', () => {
  it.each([
    [
      { title: 'x', size: 99, theme: 'dark', isLoud: true, logo: { url: 'https://a/b.png' }, face: { name: 'Inter' } },
      [],
    ],
    [{ unknown: 1 }, ['undeclared unknown']],
    [{ title: 1 }, ['type-mismatch title']],
    [{ size: '1' }, ['type-mismatch size']],
    [{ theme: 'neon' }, ['enum-out-of-range theme']],
    [{ isLoud: 'yes', face: 3 }, ['type-mismatch isLoud', 'type-mismatch face']],
  ])('%j', (values, problems) => {
    expect(checkVariables(declared, values).map((problem) => `${problem.kind} ${problem.id}`)).toEqual(problems);
  });
});
