import { expect, it } from 'vitest';
import { hideInternals, nodeName } from './hide-internals.ts';

const places = {
  renderNodes: ['http://127.0.0.1:4001', 'http://127.0.0.1:40012'],
  publicUrl: 'http://127.0.0.1:4100',
  remoteMirrors: { 'https://': 'http://127.0.0.1:4200/secret/' },
};

it.each([
  ['Node http://127.0.0.1:40012 fell silent.', 'Node node-1 fell silent.'],
  ['Node http://127.0.0.1:4001 speaks 2.', 'Node node-0 speaks 2.'],
  ['GET http://127.0.0.1:4100/artifacts/abc.def/plans/main/x failed', 'GET plans/main/x failed'],
  ['GET http://artifacts.internal/plans/x failed', 'GET plans/x failed'],
  ['http://lease.artifacts.internal:80/x', 'x'],
  ['http://127.0.0.1:4200/secret/a.test/b.css answered 404', 'https://a.test/b.css answered 404'],
  // What the composition itself says stays.
  ['http://127.0.0.1:3000/a.png is not fetched', 'http://127.0.0.1:3000/a.png is not fetched'],
])('%s', (text, shown) =>
  expect(hideInternals({ message: text, details: [text] }, places)).toEqual({ message: shown, details: [shown] }),
);

it.each([
  ['http://127.0.0.1:40012', 'node-1'],
  ['http://127.0.0.1:5555', 'node'],
  ['container-3', 'container-3'],
])('a user knows %s as %s', (id, name) => expect(nodeName(id, places)).toBe(name));
