import { expect, it } from 'vitest';
import { asAddress, findRawName } from './raw-names.ts';

const paths = ['index.html', 'img/a#b.png', 'img/a%20b.png', 'img/what?.png', '100%.png', 'c d#1.png'];

it.each([
  ['img/a', 'img/a#b.png'],
  ['img/a%20b.png', 'img/a%20b.png'],
  ['img/a b.png', 'img/a%20b.png'],
  ['img/what', 'img/what?.png'],
  ['c%20d', 'c d#1.png'],
  ['img/none.png', null],
  ['inde', null],
])('%s', (asked, expected) => {
  expect(findRawName(asked, paths)).toBe(expected);
});

it('writes what an address takes for a mark of its own', () => {
  expect(paths.map(asAddress)).toEqual([
    'index.html',
    'img/a%23b.png',
    'img/a%2520b.png',
    'img/what%3F.png',
    '100%25.png',
    'c d%231.png',
  ]);
});
