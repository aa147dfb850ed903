import { describe, expect, it } from 'vitest';
import { callAs, refusal } from '../testing/api.ts';
import { findRefusal } from './tenant-auth.ts';

const REMOTE = 'https://edgereel.example.com/api/renders';

describe('a Worker with a key', () => {
  it.each([
    [{ authorization: 'Bearer admin-key' }, 200],
    [{ authorization: 'bearer admin-key' }, 200],
    [{ 'x-api-key': 'admin-key' }, 200],
    [{}, 401],
    [{ authorization: 'Bearer wrong' }, 401],
    [{ 'x-api-key': 'admin-key2' }, 401],
    [{ 'x-api-key': '' }, 401],
    [{ host: 'localhost', 'x-forwarded-host': 'localhost' }, 401],
    [{ 'mf-original-url': 'http://localhost/' }, 401],
    [{ 'x-edgereel-local-caller': 'guessed' }, 401],
  ])('%j → %i', async (headers, status) => {
    const response = await callAs(headers, REMOTE);
    expect(response.status).toBe(status);
    if (status === 401) expect(await refusal(response)).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it.each(['/api/renders', '/api/sites', '/api/compositions', '/api/renders/x/output', '/api/unknown'])(
    'is closed at %s, on loopback too',
    async (path) => {
      expect((await callAs({}, `https://edgereel.example.com${path}`)).status).toBe(401);
      expect((await callAs({}, `http://127.0.0.1:8787${path}`)).status).toBe(401);
    },
  );

  it.each([
    ['/healthz', 200],
    // No node of this test can be reached.
    ['/readyz', 503],
  ])('is open at %s', async (path, status) => {
    expect((await callAs({}, `https://edgereel.example.com${path}`)).status).toBe(status);
  });
});

it.each<[string, Record<string, string>, string | null, string | null, RegExp | null]>([
  ['a caller on this machine', { 'x-edgereel-local-caller': 'front' }, null, 'front', null],
  [
    'one that is none',
    { 'x-edgereel-local-caller': 'front its Host is "a.test"' },
    null,
    'front',
    /its Host is "a\.test"/,
  ],
  ['one that guesses the secret', { 'x-edgereel-local-caller': 'fronts' }, null, 'front', /not come in by the front/],
  ['one that passes the front by', {}, null, 'front', /not come in by the front/],
  ['an empty secret', { 'x-edgereel-local-caller': '' }, null, null, /None is configured.*EDGEREEL_ADMIN_KEY/],
  ['no front, as under `wrangler dev`', { host: 'localhost' }, null, null, /None is configured/],
  [
    'a caller on this machine while there is a key',
    { 'x-edgereel-local-caller': 'front' },
    'key',
    'front',
    /valid API key/,
  ],
  ['the key', { 'x-api-key': 'key' }, 'key', 'front', null],
  [
    'a key where none is configured',
    { 'x-api-key': 'key', 'x-edgereel-local-caller': 'front' },
    null,
    'front',
    /valid API key/,
  ],
])('%s', async (_name, headers, adminKey, localFrontSecret, refused) => {
  const answer = await findRefusal(new Headers(headers), { adminKey, localFrontSecret });
  if (refused) expect(answer).toMatch(refused);
  else expect(answer).toBeNull();
});
