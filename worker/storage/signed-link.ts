/**
 * Links to an output that need no key and end at a time.
 * @module
 */
import { sign, verify } from './signature.ts';

/** What a link opens: one file of a render, or all that belong together. */
export type LinkedObject = 'output' | 'thumbnail' | 'manifest' | 'sprites' | 'stream';

export interface LinkTarget {
  tenantId: string;
  renderId: string;
  object: LinkedObject;
}

/** Query string, without the question mark. `expiresAt` is epoch milliseconds, told in whole seconds. */
export async function signLink(secret: string, target: LinkTarget, expiresAt: number): Promise<string> {
  const expires = Math.floor(expiresAt / 1000);
  return `expires=${expires}&signature=${await sign(secret, signedText(target, expires))}`;
}

export async function isLinkValid(
  secret: string,
  target: LinkTarget,
  query: URLSearchParams,
  now: number,
): Promise<boolean> {
  const expires = Number(query.get('expires'));
  if (!Number.isSafeInteger(expires) || expires * 1000 <= now) return false;
  return verify(secret, signedText(target, expires), query.get('signature') ?? '');
}

const signedText = ({ tenantId, renderId, object }: LinkTarget, expires: number): string =>
  ['link', tenantId, renderId, object, expires].join('\n');
