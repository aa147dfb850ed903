import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { REPO_ROOT } from '../paths.ts';
import { toWorkerOptions } from './worker-options.ts';

const toml = await readFile(join(REPO_ROOT, 'wrangler.toml'), 'utf8');

test('the local Worker has the bindings of the deployed one, and its own variables over those of the file', () => {
  const options = toWorkerOptions(toml, '/repo', 'export default {}', { MAX_CONTAINERS: '2', PUBLIC_URL: 'http://a' });
  expect(options).toMatchObject({
    name: 'edgereel',
    bindings: { MAX_CONTAINERS: '2', PUBLIC_URL: 'http://a', INTERMEDIATES_RETENTION_DAYS: '7' },
    r2Buckets: { ARTIFACTS: { id: 'edgereel-artifacts' } },
    durableObjects: { RENDER_SCHEDULER: { className: 'RenderScheduler', useSQLite: true } },
    assets: { directory: '/repo/public', binding: 'ASSETS', assetConfig: { html_handling: 'none' } },
  });
  expect(options.assets.run_worker_first).toContain('/api/*');
});

test.for([
  ['a binding', '\n[[kv_namespaces]]\nbinding = "CACHE"\nid = "x"\n', /kv_namespaces/],
  ['a storage', '\n[exports.Other]\ntype = "durable-object"\nstorage = "legacy-kv"\n', /storage/],
] as const)('%s that is not carried over is an error', ([, more, message]) => {
  expect(() => toWorkerOptions(toml + more, '/repo', '', {})).toThrow(message);
});

test('miniflare is the one that wrangler brings', () => {
  const require = createRequire(import.meta.url);
  const ofWrangler = createRequire(require.resolve('wrangler/package.json')).resolve('miniflare');
  expect(require.resolve('miniflare')).toBe(ofWrangler);
});
