import { expect, it } from 'vitest';
import { findForeignSign, isLoopbackHost } from './local-caller.ts';

const HOST = ['Host', 'localhost:8787'] as const;
const signOf = (headers: readonly (readonly [string, string])[], more: object = {}) =>
  findForeignSign({ remoteAddress: '127.0.0.1', httpVersion: '1.1', headers, ...more });

it.each([
  [[]],
  [[['Origin', 'http://localhost:8787']]],
  [[['Sec-Fetch-Site', 'same-origin']]],
  [[['Sec-Fetch-Site', 'none']]],
  [[['Referer', 'http://localhost:8787/app?x#y']]],
  [[['X-Api-Version', '1']]],
  [[['X-Request-Id', '1']]],
] as [[string, string][]][])('%j is from this machine', (more) => expect(signOf([HOST, ...more])).toBeNull());

it.each([
  ['X-Forwarded-For', '127.0.0.1'],
  ['x-forwarded-host', 'localhost:8787'],
  ['X-FORWARDED-PROTO', 'http'],
  ['Forwarded', 'for=127.0.0.1'],
  ['Via', '1.1 proxy'],
  ['X-Real-IP', '127.0.0.1'],
  ['X-Client-IP', '127.0.0.1'],
  ['X-Cluster-Client-IP', '127.0.0.1'],
  ['True-Client-IP', '127.0.0.1'],
  ['X-Original-URL', 'http://localhost/'],
  ['X-Rewrite-URL', '/'],
  ['CF-Connecting-IP', '127.0.0.1'],
  ['CF-Ray', '1'],
  ['CDN-Loop', 'cloudflare'],
  ['X-Envoy-External-Address', '1.2.3.4'],
  ['X-Amzn-Trace-Id', '1'],
  ['Tailscale-User-Login', 'a'],
  ['MF-Original-URL', 'http://localhost:8787/'],
  ['MF-Route-Override', 'x'],
  ['Origin', 'https://evil.example'],
  ['Origin', 'http://localhost:3000'],
  ['Origin', 'http://127.0.0.1:8787'],
  ['Origin', 'null'],
  ['Sec-Fetch-Site', 'cross-site'],
  ['Sec-Fetch-Site', 'same-site'],
  ['Referer', 'https://evil.example/'],
  ['Referer', 'http://localhost:8787.evil.example/'],
  ['Referer', 'http://localhost:8787@evil.example/'],
])('a request with %s: %s is not', (name, value) => expect(signOf([HOST, [name, value]])).toMatch(/proxy|page/));

it.each([
  [[], {}, /Host is ""/],
  [[HOST, HOST], {}, /Host is/],
  [[['Host', 'rebound.example:8787']], {}, /Host is "rebound\.example:8787"/],
  [[HOST], { remoteAddress: '192.168.1.7' }, /comes from 192\.168\.1\.7/],
  [[HOST], { remoteAddress: '' }, /comes from/],
  // What nginx sends to a server behind it when it is told nothing else.
  [[HOST], { httpVersion: '1.0' }, /HTTP\/1\.0/],
] as [[string, string][], object, RegExp][])('%j over %j is not', (headers, more, sign) =>
  expect(signOf(headers, more)).toMatch(sign),
);

it.each(['localhost', 'LOCALHOST:1', '127.0.0.1', '127.8.9.1:80', '[::1]', '[::1]:8787'])(
  '%s is this machine',
  (host) => expect(isLoopbackHost(host)).toBe(true),
);

it.each([
  '',
  'localhost.',
  'a.localhost',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
  '127.1',
  '127.0.0.256',
  '0177.0.0.1',
  '2130706433',
  '::1',
  '[::ffff:127.0.0.1]',
  '0.0.0.0',
  '192.168.0.2:8787',
  'localhost:8787:1',
  'user@localhost',
  'localhost, localhost',
])('%j is not', (host) => expect(isLoopbackHost(host)).toBe(false));
