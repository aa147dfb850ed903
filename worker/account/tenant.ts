/**
 * The Durable Object of one account: which renders it has, which requests it has already answered, what signs its links.
 * @module
 */
import { DurableObject } from 'cloudflare:workers';
import type { RenderStatus } from '#contracts/render.ts';
import { DAY_MS } from '../config.ts';
import { createRenderId } from './render-id.ts';

/** The one tenant there is. */
export const MAIN_TENANT = 'main';

export interface RenderReservation {
  /** `Idempotency-Key` of the request, if it has one. */
  idempotencyKey: string | null;
  /** Digest of the parsed request: the same key with another request is a conflict. */
  requestHash: string;
}

export interface RenderPage {
  renderIds: string[];
  nextCursor: string | null;
}

const IDEMPOTENCY_TTL_MS = DAY_MS;
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS renders (id TEXT PRIMARY KEY, status TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS renders_by_status ON renders (status, id);
  CREATE TABLE IF NOT EXISTS idempotency (
    key TEXT PRIMARY KEY, request_hash TEXT NOT NULL, render_id TEXT NOT NULL, created_at INTEGER NOT NULL);
`;

export class Tenant extends DurableObject<Env> {
  readonly #sql: SqlStorage;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sql = ctx.storage.sql;
    this.#sql.exec(SCHEMA);
  }

  /**
   * The id under which a request is rendered. Equal requests with one key get one id for 24 hours, also when they arrive together:
   * whoever holds the id creates the render, and creating it twice changes nothing. Null: the key was used for another request.
   */
  reserveRender({ idempotencyKey, requestHash }: RenderReservation): { renderId: string; isReplay: boolean } | null {
    const now = Date.now();
    this.#sql.exec('DELETE FROM idempotency WHERE created_at <= ?', now - IDEMPOTENCY_TTL_MS);
    const known = this.#findRequest(idempotencyKey);
    if (known) return known.request_hash === requestHash ? { renderId: known.render_id, isReplay: true } : null;

    const renderId = createRenderId(now);
    const status: RenderStatus = 'queued';
    this.#sql.exec('INSERT INTO renders (id, status) VALUES (?, ?)', renderId, status);
    if (idempotencyKey !== null) {
      this.#sql.exec('INSERT INTO idempotency VALUES (?, ?, ?, ?)', idempotencyKey, requestHash, renderId, now);
    }
    return { renderId, isReplay: false };
  }

  /** Whether the key has been used, be it for this request or another. */
  hasAnswered(idempotencyKey: string): boolean {
    return this.#findRequest(idempotencyKey) !== undefined;
  }

  #findRequest(idempotencyKey: string | null): { request_hash: string; render_id: string } | undefined {
    return this.#sql
      .exec<{ request_hash: string; render_id: string }>(
        'SELECT request_hash, render_id FROM idempotency WHERE key = ? AND created_at > ?',
        idempotencyKey,
        Date.now() - IDEMPOTENCY_TTL_MS,
      )
      .toArray()[0];
  }

  noteStatus(renderId: string, status: RenderStatus): void {
    this.#sql.exec('UPDATE renders SET status = ? WHERE id = ?', status, renderId);
  }

  /** Removes a render from the index; its `Idempotency-Key` is free again. */
  forgetRender(renderId: string): void {
    this.#sql.exec('DELETE FROM renders WHERE id = ?', renderId);
    this.#sql.exec('DELETE FROM idempotency WHERE render_id = ?', renderId);
  }

  /** Ids, newest first; they begin with the time of creation. `cursor` is the last id of the page before. */
  listRenders({
    limit,
    cursor,
    status,
  }: {
    limit: number;
    cursor: string | null;
    status: RenderStatus | null;
  }): RenderPage {
    const rows = this.#sql
      .exec<{ id: string }>(
        'SELECT id FROM renders WHERE (?1 IS NULL OR id < ?1) AND (?2 IS NULL OR status = ?2) ORDER BY id DESC LIMIT ?3',
        cursor,
        status,
        limit + 1,
      )
      .toArray();
    const renderIds = rows.slice(0, limit).map((row) => row.id);
    return { renderIds, nextCursor: rows.length > limit ? renderIds.at(-1)! : null };
  }

  /** Signs this tenant's links. Made at first use and never changed: a change would break all links given out. */
  linkSecret(): string {
    const known = this.ctx.storage.kv.get<string>('linkSecret');
    if (known) return known;
    const secret = crypto.getRandomValues(new Uint8Array(32)).toHex();
    this.ctx.storage.kv.put('linkSecret', secret);
    return secret;
  }
}
