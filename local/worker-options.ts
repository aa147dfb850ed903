/**
 * Options of the Worker for miniflare, from wrangler.toml. Wrangler's own dev server would do as much, with an import of seconds and a second
 * workerd in front of the first.
 * @module
 */
import { join, resolve } from 'node:path';
import type { Log, MiniflareOptions } from 'miniflare';
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

export interface LocalWorker {
  /** wrangler.toml. */
  toml: string;
  /** Folder of wrangler.toml. */
  root: string;
  /** The bundled Worker. */
  script: string;
  /** Text bindings, over those of wrangler.toml. */
  vars: Record<string, string>;
  /** Answers for `/compositions/` with what is on disk at the moment. */
  compositions: FetcherHandler;
}

type FetcherHandler = Extract<Binding, { type: 'fetcher' }>['handler'];
type Binding = NonNullable<MiniflareOptions['workers'][number]['config']['env']>[string];

/** Options of the Worker for miniflare, which refuses properties that it does not know, in its types and at run time. */
export function toWorkerOptions({ toml, root, script, vars, compositions }: LocalWorker) {
  const config = WranglerConfig.parse(parse(toml));
  const { assets } = config;
  const module = `${config.name}.js`;
  return {
    config: {
      name: config.name,
      compatibilityDate: config.compatibility_date,
      manifest: { mainModule: module, modulesRoot: root, modules: { [module]: { type: 'esm', contents: script } } },
      env: {
        ...mapValues({ ...config.vars, ...vars }, (value) => ({ type: 'text' as const, value })),
        ...Object.fromEntries(
          config.r2_buckets.map(({ binding, bucket_name: name }) => [binding, { type: 'r2' as const, name }]),
        ),
        ...Object.fromEntries(
          config.durable_objects.bindings.map(({ name, class_name: exportName }) => [
            name,
            { type: 'durable-object' as const, worker: config.name, exportName },
          ]),
        ),
        [assets.binding]: { type: 'assets' as const },
        LIVE_COMPOSITIONS: { type: 'fetcher' as const, handler: compositions },
      },
      exports: config.exports,
      assets: {
        directory: resolve(root, assets.directory),
        htmlHandling: assets.html_handling,
        hasUserWorker: true,
        runWorkerFirst: assets.run_worker_first,
      },
    },
    dev: { rootPath: root },
  } satisfies MiniflareOptions['workers'][number];
}

export interface LocalInstance {
  port: number;
  /** Where R2 and the Durable Objects keep their state. */
  stateDir: string;
  log: Log;
}

/** Options of the one miniflare that runs the Worker. */
export function toMiniflareOptions(worker: LocalWorker, { port, stateDir, log }: LocalInstance) {
  return {
    host: '127.0.0.1',
    port,
    // Where `wrangler dev` keeps it.
    resourcePersistencePath: join(stateDir, 'v3'),
    // Other Workers of this machine have no business here.
    enableDevRegistry: false,
    log,
    // Miniflare would ask the network for it.
    cf: false,
    workers: [toWorkerOptions(worker)],
  } satisfies MiniflareOptions;
}

function mapValues<From, To>(record: Record<string, From>, map: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
