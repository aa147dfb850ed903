/**
 * Every R2 key and every Durable Object name. Nothing else builds one.
 * @module
 */
import type { ChunkExtension, OutputExtension } from './formats.ts';
import type { AudioCodec } from './plan.ts';

export const siteKey = (tenantId: string, siteId: string): string => `sites/${tenantId}/${siteId}.json`;
/** Findings of lint and discovery, in that version, about a site. */
export const siteLookKey = (tenantId: string, siteId: string, version: number): string =>
  `looks/${tenantId}/${siteId}-v${version}.json`;
export const blobKey = (tenantId: string, sha256: string): string => `blobs/${tenantId}/${sha256}`;
export const planKey = (tenantId: string, planHash: string): string => `plans/${tenantId}/${planHash}/plan.json`;
/** Written whenever a render takes up the plan: its age is how long nobody has needed the plan's chunks. */
export const planUseKey = (tenantId: string, planHash: string): string => `plans/${tenantId}/${planHash}/last-use`;
const AUDIO_EXTENSIONS = { aac: 'm4a', opus: 'webm', pcm: 'wav' } as const satisfies Record<AudioCodec, string>;
/** The mixed sound of a render. Renders do not share it, because its key says nothing about its bytes. */
export const audioKey = (tenantId: string, renderId: string, codec: AudioCodec): string =>
  `${renderPrefix(tenantId, renderId)}audio.${AUDIO_EXTENSIONS[codec]}`;
export const chunkPrefix = (tenantId: string, planHash: string): string => `chunks/${tenantId}/${planHash}/`;
export const chunkKey = (
  tenantId: string,
  planHash: string,
  index: number,
  extension: ChunkExtension = 'mp4',
): string => `${chunkPrefix(tenantId, planHash)}${padIndex(index)}.${extension}`;
/** The warnings of a chunk; not stored for a chunk that has none. */
export const chunkWarningsKey = (tenantId: string, planHash: string, index: number): string =>
  `${chunkPrefix(tenantId, planHash)}${padIndex(index)}.warnings.json`;
/** The last console lines of the page of a chunk; not stored for a page that wrote nothing. */
export const chunkConsoleKey = (tenantId: string, planHash: string, index: number): string =>
  `${chunkPrefix(tenantId, planHash)}${padIndex(index)}.console.json`;
/** Index of the chunk whose console lies at a key; null when the key is not of one. */
export function consoleChunkOf(key: string): number | null {
  const match = /\/(\d{6})\.console\.json$/.exec(key);
  return match ? Number(match[1]) : null;
}
/** Index of the chunk whose warnings lie at a key; null when the key is not of warnings. */
export function warnedChunkOf(key: string): number | null {
  const match = /\/(\d{6})\.warnings\.json$/.exec(key);
  return match ? Number(match[1]) : null;
}
/** The initialization segment of a stream. The chunks of a stream are its segments. */
export const streamInitKey = (tenantId: string, planHash: string): string =>
  `${chunkPrefix(tenantId, planHash)}init.mp4`;
const padIndex = (index: number): string => String(index).padStart(6, '0');

export type RenderObject =
  | `output.${OutputExtension}`
  | 'thumbnail.jpg'
  | 'sprites.jpg'
  | 'sprites.vtt'
  | 'manifest.json'
  | 'console.json'
  | `stream/${string}`;
export const renderPrefix = (tenantId: string, renderId: string): string => `renders/${tenantId}/${renderId}/`;
export const renderKey = (tenantId: string, renderId: string, object: RenderObject): string =>
  `${renderPrefix(tenantId, renderId)}${object}`;

/** Index of a chunk from its key; null when the key is not a chunk's. */
export function chunkIndexOf(key: string): number | null {
  const match = /\/(\d{6})\.\w+$/.exec(key);
  return match ? Number(match[1]) : null;
}

/** The hash that a plan must have, from its key; null when the key is not a plan's. */
export function planHashOf(key: string): string | null {
  return /^plans\/[^/]+\/([0-9a-f]{64})\/plan\.json$/.exec(key)?.[1] ?? null;
}

/** The digest that a blob's bytes must have, from its key; null when the key is not a blob's. */
export function blobHashOf(key: string): string | null {
  return /^blobs\/[^/]+\/([^/]+)$/.exec(key)?.[1] ?? null;
}

/** The rights of one lease on the artifact store. */
export interface ArtifactScope {
  tenantId: string;
  renderId: string;
  /** The plan that the call carries out; absent for the call that makes one. */
  planHash?: string | undefined;
}

/**
 * Whether a node that works for `scope` may read or write `key`. It reads what its tenant owns short of other renders' outputs. It writes what
 * belongs to its own render, and besides the chunks of the one plan it carries out or, where it makes a plan, plans and blobs. Those are named
 * by their content, which the store checks, so that no node can put other bytes under their names.
 */
export function isInScope(
  { tenantId, renderId, planHash }: ArtifactScope,
  access: 'read' | 'write',
  key: string,
): boolean {
  if (key.split('/').some((part) => part === '' || part === '.' || part === '..')) return false;
  if (key.startsWith(renderPrefix(tenantId, renderId))) return true;
  if (access === 'write') {
    if (planHash) return key.startsWith(chunkPrefix(tenantId, planHash));
    return key.startsWith(`blobs/${tenantId}/`) || (key.startsWith(`plans/${tenantId}/`) && planHashOf(key) !== null);
  }
  return ['sites', 'blobs', 'plans', 'chunks'].some((folder) => key.startsWith(`${folder}/${tenantId}/`));
}

export const schedulerName = (tenantId: string, renderId: string): string => `${tenantId}/${renderId}`;
export const NODE_POOL_NAME = 'default';
export const containerName = (index: number): string => `node-${index}`;
