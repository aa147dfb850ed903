/**
 * Nodes, leases and waiting renders in the pool's SQLite.
 * @module
 */
import type { Demand, Lease, PoolNode } from './allocate.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS nodes (
    id TEXT PRIMARY KEY, slots INTEGER, engine_id TEXT, probed_at INTEGER NOT NULL, aside_until INTEGER NOT NULL, failures INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS leases (id TEXT PRIMARY KEY, node_id TEXT NOT NULL, holder TEXT NOT NULL, expires_at INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS demands (
    holder TEXT PRIMARY KEY, wanted INTEGER NOT NULL, engine_id TEXT, since INTEGER NOT NULL, seen_at INTEGER NOT NULL);
`;

export class PoolStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(SCHEMA);
  }

  /** Forgets nodes that are not among `ids` any more, and takes back what was leased of them. */
  keepNodes(ids: readonly string[]): void {
    const kept = new Set(ids);
    const named = this.#sql
      .exec<{ id: string }>('SELECT id FROM nodes UNION SELECT node_id AS id FROM leases')
      .toArray();
    for (const { id } of named.filter((row) => !kept.has(row.id))) {
      this.#sql.exec('DELETE FROM nodes WHERE id = ?', id);
      this.#sql.exec('DELETE FROM leases WHERE node_id = ?', id);
    }
  }

  /** The nodes of `ids`, in that order; one that is not stored yet is unknown. */
  nodes(ids: readonly string[]): PoolNode[] {
    const rows = this.#sql
      .exec<{
        id: string;
        slots: number | null;
        engine_id: string | null;
        probed_at: number;
        aside_until: number;
        failures: number;
      }>('SELECT * FROM nodes')
      .toArray();
    const stored = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => {
      const row = stored.get(id);
      return {
        id,
        slots: row?.slots ?? null,
        engineId: row?.engine_id ?? null,
        probedAt: row?.probed_at ?? 0,
        asideUntil: row?.aside_until ?? 0,
        failures: row?.failures ?? 0,
      };
    });
  }

  putNode(node: PoolNode): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO nodes (id, slots, engine_id, probed_at, aside_until, failures) VALUES (?, ?, ?, ?, ?, ?)',
      node.id,
      node.slots,
      node.engineId,
      node.probedAt,
      node.asideUntil,
      node.failures,
    );
  }

  leases(): Lease[] {
    return this.#sql
      .exec<{ id: string; node_id: string; holder: string; expires_at: number }>('SELECT * FROM leases')
      .toArray()
      .map((row) => ({ id: row.id, nodeId: row.node_id, holder: row.holder, expiresAt: row.expires_at }));
  }

  putLease({ id, nodeId, holder, expiresAt }: Lease): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO leases (id, node_id, holder, expires_at) VALUES (?, ?, ?, ?)',
      id,
      nodeId,
      holder,
      expiresAt,
    );
  }

  dropLease(id: string): void {
    this.#sql.exec('DELETE FROM leases WHERE id = ?', id);
  }

  /** False when the lease lapsed and is not the holder's any more. */
  renewLease(id: string, holder: string, expiresAt: number): boolean {
    return (
      this.#sql.exec('UPDATE leases SET expires_at = ? WHERE id = ? AND holder = ?', expiresAt, id, holder)
        .rowsWritten > 0
    );
  }

  dropExpired(now: number, seenBefore: number): void {
    this.#sql.exec('DELETE FROM leases WHERE expires_at <= ?', now);
    this.#sql.exec('DELETE FROM demands WHERE seen_at < ?', seenBefore);
  }

  demands(): Demand[] {
    return this.#sql
      .exec<{ holder: string; wanted: number; engine_id: string | null; since: number }>(
        'SELECT * FROM demands ORDER BY since',
      )
      .toArray()
      .map((row) => ({ holder: row.holder, wanted: row.wanted, engineId: row.engine_id, since: row.since }));
  }

  /** Notes what a holder wants now; its place in the queue stays while it wants anything. */
  setDemand(holder: string, wanted: number, engineId: string | null, now: number): void {
    if (wanted <= 0) {
      this.#sql.exec('DELETE FROM demands WHERE holder = ?', holder);
      return;
    }
    this.#sql.exec(
      `INSERT INTO demands (holder, wanted, engine_id, since, seen_at) VALUES (?1, ?2, ?3, ?4, ?4)
       ON CONFLICT (holder) DO UPDATE SET wanted = ?2, engine_id = ?3, seen_at = ?4`,
      holder,
      wanted,
      engineId,
      now,
    );
  }

  /** Notes that one slot less is wanted; the holder goes behind others that hold as many. */
  serveDemand(holder: string, now: number): void {
    this.#sql.exec('UPDATE demands SET wanted = wanted - 1, since = ? WHERE holder = ?', now, holder);
    this.#sql.exec('DELETE FROM demands WHERE wanted <= 0');
  }
}
