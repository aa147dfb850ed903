/**
 * `/api/renders`: create, list, read, cancel, retry, delete.
 * @module
 */
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { EdgereelError, fromWire, isEdgereelError } from '#contracts/errors.ts';
import { MAX_RENDER_BODY_BYTES } from '#contracts/limits.ts';
import { decimalText, wholeNumberText } from '#contracts/query.ts';
import { isFinal, RENDER_STATUSES, type RenderList } from '#contracts/render.ts';
import { parseRequest, RenderRequest } from '#contracts/request.ts';
import { MAX_WAIT_SECONDS } from '../../config.ts';
import { schedulerOf, tenantOf } from '../../stubs.ts';
import type { AppEnv } from '../../app-env.ts';
import type { RenderSnapshot } from '../../render/render-snapshot.ts';
import { createRender } from './create-render.ts';
import { requireRender, schedulerFor } from './find-render.ts';
import { presentRender, type ViewContext } from '../../render/render-view.ts';
import { isRenderId } from '../../account/render-id.ts';

const Wait = z.strictObject({ wait: decimalText(0, MAX_WAIT_SECONDS).default(0) });
const ListQuery = z.strictObject({
  limit: wholeNumberText(1, 100).default(20),
  cursor: z.string().refine(isRenderId, 'must be the nextCursor of a page before').optional(),
  status: z.enum(RENDER_STATUSES).optional(),
});

const limitBody = bodyLimit({
  maxSize: MAX_RENDER_BODY_BYTES,
  onError: () => {
    throw new EdgereelError(
      'PAYLOAD_TOO_LARGE',
      `The body must not exceed ${MAX_RENDER_BODY_BYTES} bytes. Upload large files as a site.`,
      {
        details: { limit: MAX_RENDER_BODY_BYTES },
      },
    );
  },
});

export const renders = new Hono<AppEnv>()
  .post('/render', limitBody, postRender)
  .post('/renders', limitBody, postRender)
  .get('/renders', async (context) => {
    const { limit, cursor = null, status = null } = parseRequest(ListQuery, context.req.query());
    const {
      env,
      var: { tenantId },
    } = context;
    const page = await tenantOf(env, tenantId).listRenders({ limit, cursor, status });
    const snapshots = await Promise.all(page.renderIds.map((id) => schedulerOf(env, tenantId, id).read()));
    const found = snapshots.filter((snapshot) => snapshot !== null);
    const views = await Promise.all(found.map((snapshot) => presentRender(snapshot, viewContext(context))));
    return context.json({ renders: views, nextCursor: page.nextCursor } satisfies RenderList);
  })
  .get('/renders/:id', async (context) => {
    const id = context.req.param('id');
    const snapshot = await schedulerFor(context.env, context.var.tenantId, id).read();
    return context.json(await presentRender(requireRender(snapshot, id), viewContext(context)));
  })
  .post('/renders/:id/cancel', async (context) => {
    const id = context.req.param('id');
    const snapshot = requireRender(await schedulerFor(context.env, context.var.tenantId, id).cancel(), id);
    if (snapshot.status !== 'canceled') throw wrongStatus(snapshot, 'canceled');
    return context.json(await presentRender(snapshot, viewContext(context)));
  })
  .post('/renders/:id/retry', async (context) => {
    const id = context.req.param('id');
    const answer = await schedulerFor(context.env, context.var.tenantId, id).retry();
    if ('error' in answer) throw fromWire(answer.error);
    const snapshot = requireRender(answer.snapshot, id);
    if (snapshot.status === 'completed') throw wrongStatus(snapshot, 'retried');
    return context.json(await presentRender(snapshot, viewContext(context)), 202);
  })
  .delete('/renders/:id', async (context) => {
    const id = context.req.param('id');
    const {
      env,
      var: { tenantId },
    } = context;
    const render = schedulerFor(env, tenantId, id);
    const snapshot = await render.read();
    const problem = await render.remove();
    if (problem) throw fromWire(problem);
    // Also for a render that is gone: a delete before this one may have come no further.
    await tenantOf(env, tenantId).forgetRender(id);
    requireRender(snapshot, id);
    return context.json({ id, deleted: true });
  });

async function postRender(context: Context<AppEnv>): Promise<Response> {
  const { wait } = parseRequest(Wait, context.req.query());
  const body: unknown = await context.req.json().catch((cause: unknown) => {
    if (isEdgereelError(cause)) throw cause;
    throw new EdgereelError('INVALID_REQUEST', 'The body must be JSON.', { cause });
  });
  const request = parseRequest(RenderRequest, body);
  const {
    env,
    var: { tenantId },
  } = context;
  const created = await createRender(request, context.req.header('idempotency-key') ?? null, { env, tenantId });
  if (created.isReplay) context.header('idempotency-replayed', 'true');
  const snapshot = wait > 0 ? await waitForEnd(context, created.snapshot, wait * 1000) : created.snapshot;
  const view = await presentRender(snapshot, viewContext(context));
  context.header('location', view.links.self);
  // The status tells of this request: the render was made. Whether it is well tells the view, a failure in `error`.
  return context.json(view, wait > 0 && isFinal(view.status) ? 200 : 202);
}

async function waitForEnd(
  context: Context<AppEnv>,
  created: RenderSnapshot,
  timeoutMs: number,
): Promise<RenderSnapshot> {
  const render = schedulerOf(context.env, context.var.tenantId, created.id);
  // The object may restart under the wait (a deployment does that); the render goes on, so the answer is what is known.
  const snapshot = await render.waitUntilFinal(timeoutMs).catch(() => render.read());
  return snapshot ?? created;
}

const viewContext = (context: Context<AppEnv>): ViewContext => ({
  env: context.env,
  tenantId: context.var.tenantId,
  origin: new URL(context.req.url).origin,
});

const wrongStatus = ({ id, status }: RenderSnapshot, wanted: string): EdgereelError =>
  new EdgereelError('CONFLICT', `Render ${id} is ${status} and cannot be ${wanted}.`, { details: { status } });
