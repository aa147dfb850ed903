import { expect, it } from 'vitest';
import {
  asEdgereelError,
  EdgereelError,
  ERROR_CODES,
  fromWire,
  isEdgereelError,
  statusOf,
  toWire,
  withDetails,
} from './errors.ts';

it('gives every code a status that fits an error, and retries only what a server may mend', () => {
  for (const code of ERROR_CODES) {
    const error = new EdgereelError(code);
    expect(error.status).toBe(statusOf(code));
    expect(error.status).toBeGreaterThanOrEqual(400);
    expect(error.message).toMatch(/\.$/);
    if (error.retryable) expect([408, 409, 429, 500, 502, 503, 504]).toContain(error.status);
  }
});

it('survives the wire, short of its cause', () => {
  const wire = toWire(
    new EdgereelError('NODE_LOST', 'gone', { details: { chunk: 3 }, cause: new Error('secret') }),
    'req',
  );
  expect(wire).toEqual({
    code: 'NODE_LOST',
    message: 'gone',
    retryable: true,
    details: { chunk: 3 },
    requestId: 'req',
  });
  expect(fromWire(wire)).toMatchObject({ code: 'NODE_LOST', message: 'gone', details: { chunk: 3 } });
});

it('hides what nobody foresaw behind INTERNAL', () => {
  const foreign = new TypeError('x is not a function');
  expect(asEdgereelError(foreign)).toMatchObject({ code: 'INTERNAL', cause: foreign });
  expect(toWire(foreign).message).not.toContain('x is not');
});

it.each(['FROM_THE_FUTURE', 'toString'])('reads %s, a code of no row, as INTERNAL and keeps its message', (code) => {
  expect(fromWire({ code, message: 'hm' })).toMatchObject({ code: 'INTERNAL', message: 'hm' });
  expect(statusOf(code)).toBe(500);
});

it('knows its own by a brand, and lets the details of the inner layer win', () => {
  expect(isEdgereelError({ [Symbol.for('edgereel.error')]: true })).toBe(true);
  expect(isEdgereelError(new Error('no'))).toBe(false);
  expect(isEdgereelError(null)).toBe(false);
  expect(
    withDetails(new EdgereelError('INTERNAL', 'x', { details: { frame: 1 } }), { frame: 2, chunk: 3 }).details,
  ).toEqual({ frame: 1, chunk: 3 });
});
