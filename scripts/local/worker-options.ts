/**
 * What wrangler.toml says of the Worker, as miniflare takes it. Wrangler's own dev server would do as much, with an import of seconds and a
 * second workerd in front of the first.
 * @module
 */
import { resolve } from 'node:path';
import type { V4WorkerOptions } from 'miniflare';
import { parse } from 'smol-toml';
import { z } from 'zod';

/** Strict, so that no binding is there when deployed and missing here. */
const WranglerConfig = z.strictObject({
  name: z.string(),
  // What `scripts/build.ts` bundles.
  main: z.literal('worker/index.ts'),
  compatibility_date: z.string(),
  vars: z.record(z.string(), z.string()),
  assets: z.strictObject({
    directory: z.string(),
    binding: z.string(),
    html_handling: z.literal('none'),
    run_worker_first: z.array(z.string()),
  }),
  r2_buckets: z.array(z.strictObject({ binding: z.string(), bucket_name: z.string() })),
  durable_objects: z.strictObject({ bindings: z.array(z.strictObject({ name: z.string(), class_name: z.string() })) }),
  exports: z.record(z.string(), z.strictObject({ type: z.literal('durable-object'), storage: z.literal('sqlite') })),
  // Of the deployed Worker and of `wrangler dev` alone.
  containers: z.unknown(),
  observability: z.unknown(),
  dev: z.unknown(),
});

/** `script` is the bundled Worker; `vars` stand over those of the file. `root` is the folder of the file. */
export function toWorkerOptions(toml: string, root: string, script: string, vars: Record<string, string>) {
  const config = WranglerConfig.parse(parse(toml));
  const { assets } = config;
  return {
    name: config.name,
    compatibilityDate: config.compatibility_date,
    modulesRoot: root,
    modules: [{ type: 'ESModule', path: resolve(root, `${config.name}.js`), contents: script }],
    bindings: { ...config.vars, ...vars },
    r2Buckets: Object.fromEntries(config.r2_buckets.map(({ binding, bucket_name: id }) => [binding, { id }])),
    durableObjects: Object.fromEntries(
      config.durable_objects.bindings.map(({ name, class_name: className }) => [name, { className, useSQLite: true }]),
    ),
    assets: {
      directory: resolve(root, assets.directory),
      binding: assets.binding,
      assetConfig: { html_handling: assets.html_handling },
      routerConfig: { has_user_worker: true },
      run_worker_first: assets.run_worker_first,
    },
  } satisfies V4WorkerOptions;
}
