/**
 * `/api/sites`: say what a site holds, send what is missing, commit.
 * @module
 */
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { EdgereelError, isEdgereelError } from '#contracts/errors.ts';
import { blobKey, siteKey } from '#contracts/keys.ts';
import { wholeNumberText } from '#contracts/query.ts';
import { parseRequest } from '#contracts/request.ts';
import { SiteId, SiteUpload, type SiteManifest } from '#contracts/site.ts';
import type { SiteView } from '#contracts/site-description.ts';
import type { AppEnv } from '../../app-env.ts';
import { computeSiteId } from '../../storage/site-id.ts';
import { lookAtStoredSite } from '../../sites/site-look.ts';
import { dropDamagedBlobs, findMissingBlobs, readSite, writeSite } from '../../sites/site-store.ts';
import { ObjectStore } from '../../storage/object-store.ts';

/** A manifest of the most files with the longest common paths fits. */
const MAX_MANIFEST_BYTES = 8 * 1024 * 1024;
const ListQuery = z.strictObject({
  limit: wholeNumberText(1, 100).default(20),
  cursor: SiteId.optional(),
});

const limitBody = bodyLimit({
  maxSize: MAX_MANIFEST_BYTES,
  onError: () => {
    throw new EdgereelError('PAYLOAD_TOO_LARGE', `A manifest must not exceed ${MAX_MANIFEST_BYTES} bytes.`);
  },
});

export const sites = new Hono<AppEnv>()
  .post('/sites', limitBody, async (context) => {
    const { files } = await readManifest(context);
    return context.json({ missing: await findMissingBlobs(storeOf(context), context.var.tenantId, files) });
  })
  .post('/sites/:id/commit', limitBody, async (context) => {
    const siteId = parseRequest(SiteId, context.req.param('id'));
    const { files } = await readManifest(context);
    const store = storeOf(context);
    const { tenantId } = context.var;
    const missing = await findMissingBlobs(store, tenantId, files);
    if (missing.length > 0) throw notUploaded(missing);
    const open = async ({ sha256 }: { sha256: string }) => (await store.get(blobKey(tenantId, sha256)))!.body;
    // A file whose bytes are gone cannot be read.
    const actual = await computeSiteId(files, open).catch(() => null);
    if (actual !== siteId) {
      const damaged = await dropDamagedBlobs(
        store,
        tenantId,
        files.map(({ sha256 }) => sha256),
      );
      if (damaged.length > 0) throw notUploaded(damaged);
      if (actual === null) throw new EdgereelError('STORAGE_UNAVAILABLE');
      throw new EdgereelError('INVALID_REQUEST', `These files make the site ${actual}, not ${siteId}.`, {
        details: { siteId: actual },
      });
    }
    const site: SiteManifest = { siteId, files };
    await writeSite(store, tenantId, site);
    return context.json(await viewOf(context, site), 201);
  })
  .get('/sites', async (context) => {
    const { limit, cursor } = parseRequest(ListQuery, context.req.query());
    const prefix = siteKey(context.var.tenantId, '').replace(/\.json$/, '');
    const after = cursor && siteKey(context.var.tenantId, cursor);
    const { objects, truncated } = await storeOf(context).listPage(prefix, limit, after);
    const sites = objects.map((object) => ({
      siteId: object.key.slice(prefix.length, -'.json'.length),
      createdAt: object.uploaded.toISOString(),
    }));
    return context.json({ sites, nextCursor: truncated ? sites.at(-1)!.siteId : null });
  })
  .get('/sites/:id', async (context) => {
    const id = context.req.param('id');
    const site = SiteId.safeParse(id).success ? await readSite(storeOf(context), context.var.tenantId, id) : null;
    if (!site) throw new EdgereelError('SITE_NOT_FOUND', `There is no site ${JSON.stringify(id)}.`);
    return context.json(await viewOf(context, site));
  });

function notUploaded(missing: readonly string[]): EdgereelError {
  return new EdgereelError(
    'CONFLICT',
    `${missing.length} files of the site are not uploaded, or damaged in the store.`,
    {
      details: { missing },
    },
  );
}

async function viewOf(context: Context<AppEnv>, site: SiteManifest): Promise<SiteView> {
  return { ...site, ...(await lookAtStoredSite(storeOf(context), context.var.tenantId, site)) };
}

const storeOf = (context: Context<AppEnv>): ObjectStore => new ObjectStore(context.env.ARTIFACTS);

async function readManifest(context: Context<AppEnv>): Promise<SiteUpload> {
  const body: unknown = await context.req.json().catch((cause: unknown) => {
    if (isEdgereelError(cause)) throw cause;
    throw new EdgereelError('INVALID_REQUEST', 'The body must be JSON.', { cause });
  });
  return parseRequest(SiteUpload, body);
}
