/**
 * Removes the addresses of the system's parts from what leaves the Worker for a user: nodes, the artifact store and its tokens, mirrors.
 * @module
 */
import { hideText, type Replacement } from '#contracts/hide-text.ts';
import { ARTIFACTS_HOST } from '#contracts/protocol.ts';
import { configOf, type Config } from '../config.ts';

type Places = Pick<Config, 'renderNodes' | 'publicUrl' | 'remoteMirrors'>;

export function hideInternals<T>(value: T, places: Places): T {
  return hideText(value, replacementsOf(places));
}

/** The same, for a request whose configuration may itself be what is wrong. */
export function hideInternalsOf<T>(value: T, env: object): T {
  try {
    return hideInternals(value, configOf(env));
  } catch {
    return value;
  }
}

/** A local node as a user sees it: by its place in the list; one of an earlier start has none. */
export function nodeName(nodeId: string, { renderNodes }: Places): string {
  if (!/^https?:/.test(nodeId)) return nodeId;
  const index = renderNodes.indexOf(nodeId);
  return index === -1 ? 'node' : `node-${index}`;
}

function replacementsOf({ renderNodes, publicUrl, remoteMirrors }: Places): Replacement[] {
  return [
    ...(publicUrl ? [[new RegExp(`${escaped(publicUrl)}/artifacts/[^/\\s"']+/?`, 'g'), ''] as const] : []),
    [new RegExp(`https?://([\\w-]+\\.)*${escaped(ARTIFACTS_HOST)}(:\\d+)?/?`, 'g'), ''],
    ...Object.entries(remoteMirrors).map(([prefix, base]): Replacement => [base, prefix]),
    ...renderNodes.map((url, index): Replacement => [new RegExp(`${escaped(url)}(?!\\d)`, 'g'), `node-${index}`]),
  ];
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
