import { describe, expect, it } from 'vitest';
import { call, refusal } from '../testing/api.ts';
import { isLoopbackRequest } from './tenant-auth.ts';

const REMOTE = 'https://edgereel.example.com/api/renders';

describe('a deployed Worker', () => {
  it.each([
    [{ authorization: 'Bearer admin-key' }, 200],
    [{ authorization: 'bearer admin-key' }, 200],
    [{ 'x-api-key': 'admin-key' }, 200],
    [{}, 401],
    [{ authorization: 'Bearer wrong' }, 401],
    [{ 'x-api-key': 'admin-key2' }, 401],
    [{ 'x-api-key': '' }, 401],
    [{ host: 'localhost', 'x-forwarded-host': 'localhost' }, 401],
  ])('%j → %i', async (headers, status) => {
    const response = await call(REMOTE, { headers });
    expect(response.status).toBe(status);
    if (status === 401) expect(await refusal(response)).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it.each(['/api/renders', '/api/sites', '/api/compositions', '/api/renders/x/output', '/api/unknown'])(
    'is closed at %s',
    async (path) => {
      expect((await call(`https://edgereel.example.com${path}`)).status).toBe(401);
    },
  );

  it.each(['/healthz', '/readyz'])('is open at %s', async (path) => {
    expect((await call(`https://edgereel.example.com${path}`)).status).toBe(200);
  });
});

it('refuses a wrong key on loopback too', async () => {
  expect((await call('/api/renders', { headers: { 'x-api-key': 'wrong' } })).status).toBe(401);
});

it.each<[string, Record<string, string>, boolean]>([
  ['http://127.0.0.1:8787/', {}, true],
  ['http://localhost:8787/', {}, true],
  ['http://[::1]:8787/', {}, true],
  ['http://127.8.9.1/', {}, true],
  ['http://localhost:8787/', { 'cf-connecting-ip': '127.0.0.1' }, true],
  ['http://localhost:8787/', { 'cf-connecting-ip': '::ffff:127.0.0.1' }, true],
  ['http://localhost:8787/', { origin: 'http://localhost:8787' }, true],
  ['http://localhost:8787/', { 'cf-connecting-ip': '203.0.113.7' }, false],
  ['http://localhost:8787/', { origin: 'https://evil.example' }, false],
  ['http://localhost:8787/', { origin: 'http://localhost:3000' }, false],
  ['http://localhost:8787/', { origin: 'null' }, false],
  ['http://localhost.evil.example/', {}, false],
  ['http://127.0.0.1.evil.example/', {}, false],
  ['http://192.168.0.2:8787/', {}, false],
])('%s with %j is from this machine: %s', (url, headers, expected) => {
  expect(isLoopbackRequest(new Request(url, { headers }))).toBe(expected);
});
