/**
 * The right of one local node call on the artifact store, as a part of its URL: scope and expiry, signed.
 * @module
 */
import { z } from 'zod';
import type { ArtifactScope } from '#contracts/keys.ts';
import { sign, verify } from './signature.ts';

/** Tenant, render, plan hash or null, expiry. */
const Grant = z.tuple([z.string(), z.string(), z.string().nullable(), z.int()]);

export async function createArtifactToken(
  secret: string,
  { tenantId, renderId, planHash }: ArtifactScope,
  expiresAt: number,
): Promise<string> {
  const claim = new TextEncoder()
    .encode(JSON.stringify([tenantId, renderId, planHash ?? null, expiresAt]))
    .toBase64({ alphabet: 'base64url', omitPadding: true });
  return `${claim}.${await sign(secret, `artifacts\n${claim}`)}`;
}

/** The scope of a token; null when it is forged, malformed or over. An empty secret opens nothing. */
export async function readArtifactToken(secret: string, token: string, now: number): Promise<ArtifactScope | null> {
  const [claim = '', signature = ''] = token.split('.');
  if (!secret || !(await verify(secret, `artifacts\n${claim}`, signature))) return null;
  const text = new TextDecoder().decode(Uint8Array.fromBase64(claim, { alphabet: 'base64url' }));
  const grant = Grant.safeParse(JSON.parse(text));
  if (!grant.success) return null;
  const [tenantId, renderId, planHash, expiresAt] = grant.data;
  return expiresAt > now ? { tenantId, renderId, ...(planHash !== null && { planHash }) } : null;
}
