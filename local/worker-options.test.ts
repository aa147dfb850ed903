import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Log, LogLevel, MiniflareOptionsSchema, Response, type MiniflareOptions } from 'miniflare';
import { expect, test } from 'vitest';
import { REPO_ROOT } from './paths.ts';
import { toMiniflareOptions, toWorkerOptions } from './worker-options.ts';

const toml = await readFile(join(REPO_ROOT, 'wrangler.toml'), 'utf8');

const compositions = (): Response => new Response();
const worker = {
  toml,
  compositions,
  root: '/repo',
  script: 'export default {}',
  vars: { MAX_CONTAINERS: '2', PUBLIC_URL: 'http://a' },
};

test('the local Worker has the bindings of the deployed one, and its own variables over those of the file', () => {
  const { config } = toWorkerOptions(worker);
  expect(config).toMatchObject({
    name: 'edgereel',
    manifest: { mainModule: 'edgereel.js', modules: { 'edgereel.js': { type: 'esm', contents: 'export default {}' } } },
    env: {
      MAX_CONTAINERS: { type: 'text', value: '2' },
      PUBLIC_URL: { type: 'text', value: 'http://a' },
      INTERMEDIATES_RETENTION_DAYS: { type: 'text', value: '7' },
      ARTIFACTS: { type: 'r2', name: 'edgereel-artifacts' },
      RENDER_SCHEDULER: { type: 'durable-object', worker: 'edgereel', exportName: 'RenderScheduler' },
      ASSETS: { type: 'assets' },
    },
    exports: { RenderScheduler: { type: 'durable-object', storage: 'sqlite' } },
    assets: { directory: '/repo/public', htmlHandling: 'none', hasUserWorker: true },
  });
  expect(config.assets.runWorkerFirst).toContain('/api/*');
});

test.for([
  ['a binding', '\n[[kv_namespaces]]\nbinding = "CACHE"\nid = "x"\n', /kv_namespaces/],
  ['a storage', '\n[exports.Other]\ntype = "durable-object"\nstorage = "legacy-kv"\n', /storage/],
] as const)('%s that is not carried over is an error', ([, more, message]) => {
  expect(() => toWorkerOptions({ ...worker, toml: toml + more })).toThrow(message);
});

test('miniflare takes the options, and none that it does not know', () => {
  const options = toMiniflareOptions(worker, { port: 1, stateDir: '/state', log: new Log(LogLevel.NONE) });
  expect(MiniflareOptionsSchema.parse(options)).toMatchObject({
    resourcePersistencePath: '/state/v3',
    isolatedResourcePersistencePath: '/state/v3',
  });
  // @ts-expect-error -- A name that miniflare had for it once.
  const unknown: MiniflareOptions = { ...options, defaultPersistRoot: '/state' };
  expect(() => MiniflareOptionsSchema.parse(unknown)).toThrow(/defaultPersistRoot/);
});

test('miniflare is the one that wrangler brings', () => {
  const require = createRequire(import.meta.url);
  const ofWrangler = createRequire(require.resolve('wrangler/package.json')).resolve('miniflare');
  expect(require.resolve('miniflare')).toBe(ofWrangler);
});
