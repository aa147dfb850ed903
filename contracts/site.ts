/**
 * A site: one immutable bundle of a composition's files, each stored by content hash.
 * @module
 */
import { z } from 'zod';
import { MAX_SITE_BYTES, MAX_SITE_FILES } from './limits.ts';

export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hex digits');
export const SiteId = z.string().regex(/^[0-9a-f]{16}$/, 'must be 16 lower-case hex digits');

// eslint-disable-next-line no-control-regex
const FORBIDDEN_CHARACTERS = /[\\\u0000-\u001f]/;

/** A path inside a site: relative, forward slashes, no empty, `.` or `..` part, no control characters. */
export const SitePath = z
  .string()
  .min(1)
  .max(1024)
  .refine(
    (path) =>
      !FORBIDDEN_CHARACTERS.test(path) && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..'),
    'must be a relative path with forward slashes and no empty, "." or ".." part',
  );

export const SiteFile = z.strictObject({
  path: SitePath,
  sha256: Sha256,
  sizeBytes: z.int().min(0).max(MAX_SITE_BYTES),
});
export type SiteFile = z.infer<typeof SiteFile>;

const SiteFiles = z
  .array(SiteFile)
  .min(1)
  .max(MAX_SITE_FILES)
  .refine((files) => new Set(files.map((file) => file.path)).size === files.length, 'must not name a path twice')
  .refine(
    (files) => files.reduce((sum, file) => sum + file.sizeBytes, 0) <= MAX_SITE_BYTES,
    `must not exceed ${MAX_SITE_BYTES} bytes in all`,
  );

/** Manifest of a site as it lies in the store. */
export const SiteManifest = z.strictObject({ siteId: SiteId, files: SiteFiles });
export type SiteManifest = z.infer<typeof SiteManifest>;

/** `POST /api/sites`: what the client has. The answer says which blobs the server lacks. */
export const SiteUpload = z.strictObject({ files: SiteFiles });
export type SiteUpload = z.infer<typeof SiteUpload>;

/** Part of a file that goes up in parts, as the store answers it. */
export interface UploadedPart {
  /** From 1 on. */
  partNumber: number;
  etag: string;
}

/** Length of a site id, in hex digits of the digest. */
const SITE_ID_LENGTH = 16;

/** An incremental SHA-256, which the web platform lacks; Node's `createHash('sha256')` is one. */
export interface Sha256Hasher {
  /** Text counts as UTF-8. */
  update(data: string | Uint8Array): unknown;
  digest(encoding: 'hex'): string;
}

export interface SiteHasher {
  /** Takes the next file, in site order, bytes by bytes. */
  begin(path: string): { update(bytes: Uint8Array): void; end(): SiteFile };
  /** The manifest of all files so far. Once. */
  finish(): SiteManifest;
}

/** Hashes a site file by file: the id covers path, NUL and bytes of each. The caller keeps to `inSiteOrder`. */
export function createSiteHasher(createSha256: () => Sha256Hasher): SiteHasher {
  const site = createSha256();
  const files: SiteFile[] = [];
  return {
    begin(path) {
      const hash = createSha256();
      let sizeBytes = 0;
      site.update(`${path}\0`);
      return {
        update(bytes) {
          hash.update(bytes);
          site.update(bytes);
          sizeBytes += bytes.byteLength;
        },
        end() {
          const file = { path, sha256: hash.digest('hex'), sizeBytes };
          files.push(file);
          return file;
        },
      };
    },
    finish: () => ({ siteId: site.digest('hex').slice(0, SITE_ID_LENGTH), files }),
  };
}

/** Files in the order in which their bytes enter the site id: by path, compared as UTF-16 code units. */
export function inSiteOrder<File extends { path: string }>(files: readonly File[]): File[] {
  return files.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
