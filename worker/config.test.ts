import { expect, it } from 'vitest';
import { DAY_MS, parseConfig, type Settings } from './config.ts';

it('has a default for everything', () => {
  expect(parseConfig({})).toEqual({
    renderNodes: [],
    renderNodeSecret: '',
    publicUrl: '',
    maxContainers: 8,
    wholeRenderMaxSeconds: 30,
    intermediatesRetentionMs: 7 * DAY_MS,
    remoteMirrors: {},
    adminKey: null,
    localFrontSecret: null,
  });
});

it('reads a list of nodes, without their trailing slashes', () => {
  const settings = {
    RENDER_NODES: ' http://a:1/, http://b:2 ',
    RENDER_NODE_SECRET: 's',
    PUBLIC_URL: 'http://127.0.0.1:8787/',
  };
  expect(parseConfig(settings)).toMatchObject({
    renderNodes: ['http://a:1', 'http://b:2'],
    publicUrl: 'http://127.0.0.1:8787',
  });
});

it.each<[Settings, string]>([
  [{ RENDER_NODES: 'localhost:1' }, 'RENDER_NODES'],
  [{ RENDER_NODES: 'http://a', PUBLIC_URL: 'http://b' }, 'RENDER_NODE_SECRET: must be set when RENDER_NODES is'],
  [{ RENDER_NODES: 'http://a', RENDER_NODE_SECRET: 's' }, 'PUBLIC_URL: must be set when RENDER_NODES is'],
  [{ MAX_CONTAINERS: '-1' }, 'MAX_CONTAINERS'],
  [{ MAX_CONTAINERS: 'many' }, 'MAX_CONTAINERS'],
  [{ WHOLE_RENDER_MAX_SECONDS: '-1' }, 'WHOLE_RENDER_MAX_SECONDS'],
  [{ INTERMEDIATES_RETENTION_DAYS: '0' }, 'INTERMEDIATES_RETENTION_DAYS'],
  [{ REMOTE_MIRRORS: 'https://a/=http://b/' }, 'REMOTE_MIRRORS: must be JSON'],
  [{ REMOTE_MIRRORS: '{"http://a/":"http://b/"}' }, 'REMOTE_MIRRORS'],
  [{ REMOTE_MIRRORS: '{"https://a/":"/folder"}' }, 'REMOTE_MIRRORS.https://a/'],
])('refuses %j and names the variable', (settings, text) => {
  expect(() => parseConfig(settings)).toThrow(text);
});
