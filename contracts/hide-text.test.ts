import { expect, it } from 'vitest';
import { hideText } from './hide-text.ts';

it('goes through all texts and leaves the rest', () => {
  const error = {
    message: 'at /srv/a/x.mp4 and /srv/a/y.mp4',
    details: { log: ['/srv/a', 7, null], '/srv/a': true },
  };
  expect(
    hideText(error, [
      ['/srv/a/', ''],
      ['/srv/a', '.'],
    ]),
  ).toEqual({
    message: 'at x.mp4 and y.mp4',
    details: { log: ['.', 7, null], '/srv/a': true },
  });
  expect(hideText('a$&b', [['$&', '$1']])).toBe('a$1b');
  expect(hideText('http://a.internal/x', [[/https?:\/\/a\.internal\//g, '']])).toBe('x');
});
