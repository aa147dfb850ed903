/**
 * The Worker's settings, read from its bindings once and checked.
 * @module
 */
import { z } from 'zod';
import { describeIssue } from '#contracts/describe-issue.ts';
import type { RemoteMirrors } from './remote/mirrors.ts';

/** Heartbeat of an active render: renews leases and notices calls that were lost. */
export const HEARTBEAT_MS = 10_000;
/** A lease that is not renewed this long goes to someone else; several heartbeats, so that one slow beat costs nothing. */
export const LEASE_TTL_MS = 45_000;
/** A render that waits so long while no node is usable fails: whoever watches should hear of it. */
export const STARVATION_LIMIT_MS = 5 * 60_000;
/** No call lasts longer. Bounds what a container bills when a node never ends and never falls silent. */
export const CALL_LIMIT_MS = 60 * 60_000;
/** A node's rights on the artifact store outlive the longest call by a little. */
export const ARTIFACT_GRANT_MS = CALL_LIMIT_MS + 5 * 60_000;
/** Signed links to outputs. */
export const LINK_TTL_MS = 24 * 60 * 60_000;
/** A waited render answers within this, below the patience of common HTTP clients. */
export const MAX_WAIT_SECONDS = 60;
export const DAY_MS = 24 * 60 * 60_000;

export interface Config {
  /** Base URLs of local render nodes; empty when containers do the work. */
  renderNodes: readonly string[];
  /** Bearer shown to local nodes. */
  renderNodeSecret: string;
  /** Base URL under which local nodes reach this Worker. */
  publicUrl: string;
  /** Most containers at once; with 0 only `renderNodes` render. */
  maxContainers: number;
  /** 0: always fan out. */
  wholeRenderMaxSeconds: number;
  intermediatesRetentionMs: number;
  /** Places that stand in for parts of the web, by URL prefix. */
  remoteMirrors: RemoteMirrors;
  /** Key that opens the API; null when none does. */
  adminKey: string | null;
  /** Secret by which the front of the local system proves what it says of a caller; null in every other place. */
  localFrontSecret: string | null;
}

/** Bindings as they come: variables that are not set are absent. */
export type Settings = Partial<
  Record<
    | 'RENDER_NODES'
    | 'RENDER_NODE_SECRET'
    | 'PUBLIC_URL'
    | 'MAX_CONTAINERS'
    | 'WHOLE_RENDER_MAX_SECONDS'
    | 'INTERMEDIATES_RETENTION_DAYS'
    | 'REMOTE_MIRRORS'
    | 'EDGEREEL_ADMIN_KEY'
    | 'LOCAL_FRONT_SECRET',
    string
  >
>;

const url = z
  .url({ protocol: /^https?$/, error: 'must be an http(s) URL' })
  .transform((text) => text.replace(/\/+$/, ''));

function parseJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text || '{}');
  } catch {
    context.addIssue({ code: 'custom', message: 'must be JSON: URL prefix to base URL' });
    return z.NEVER;
  }
}

const schema = z
  .object({
    RENDER_NODES: z
      .string()
      .default('')
      .transform((text) => text.split(',').flatMap((part) => part.trim() || []))
      .pipe(z.array(url)),
    RENDER_NODE_SECRET: z.string().default(''),
    PUBLIC_URL: z.union([z.literal(''), url]).default(''),
    MAX_CONTAINERS: z.coerce.number().int().min(0).max(1000).default(8),
    WHOLE_RENDER_MAX_SECONDS: z.coerce.number().min(0).default(30),
    INTERMEDIATES_RETENTION_DAYS: z.coerce.number().positive().default(7),
    REMOTE_MIRRORS: z
      .string()
      .default('')
      .transform(parseJson)
      .pipe(z.record(z.string().startsWith('https://'), z.url({ protocol: /^https?$/ }))),
    EDGEREEL_ADMIN_KEY: z.string().default(''),
    LOCAL_FRONT_SECRET: z.string().default(''),
  })
  .superRefine((settings, context) => {
    if (settings.RENDER_NODES.length === 0) return;
    for (const name of ['RENDER_NODE_SECRET', 'PUBLIC_URL'] as const) {
      if (!settings[name])
        context.addIssue({ code: 'custom', path: [name], message: 'must be set when RENDER_NODES is' });
    }
  });

/** Throws with the name of the variable and its rule; a Worker that is set up wrongly answers nothing else. */
export function parseConfig(settings: Settings): Config {
  const parsed = schema.safeParse(settings, { error: describeIssue });
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The Worker's configuration is wrong. ${problems.join('; ')}.`);
  }
  const values = parsed.data;
  return Object.freeze({
    renderNodes: values.RENDER_NODES,
    renderNodeSecret: values.RENDER_NODE_SECRET,
    publicUrl: values.PUBLIC_URL,
    maxContainers: values.MAX_CONTAINERS,
    wholeRenderMaxSeconds: values.WHOLE_RENDER_MAX_SECONDS,
    intermediatesRetentionMs: values.INTERMEDIATES_RETENTION_DAYS * DAY_MS,
    remoteMirrors: values.REMOTE_MIRRORS,
    adminKey: values.EDGEREEL_ADMIN_KEY || null,
    localFrontSecret: values.LOCAL_FRONT_SECRET || null,
  });
}

const known = new WeakMap<object, Config>();

/** The configuration of this isolate's bindings. */
export function configOf(env: object): Config {
  let config = known.get(env);
  if (!config) known.set(env, (config = parseConfig(env as Settings)));
  return config;
}
