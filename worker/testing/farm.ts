/**
 * The fake nodes and the store's faults of the running test. Tests and Durable Objects share this module's memory.
 * @module
 */
import { PROTOCOL_VERSION } from '#contracts/protocol.ts';
import type { FakeFarm } from './fake-node.ts';
import type { BucketFaults } from './faulty-bucket.ts';

export const farm: FakeFarm = {} as FakeFarm;

export const faults: BucketFaults = { fail: null };

/** A fresh farm for each test: 2 slots a node, 180 frames in 3 chunks, nothing fails. */
export function resetFarm(overrides: Partial<FakeFarm> = {}): void {
  Object.assign(farm, {
    slots: 2,
    engineId: 'engine-a',
    protocolVersion: PROTOCOL_VERSION,
    isDraining: false,
    frameCount: 180,
    format: 'mp4',
    planHash: randomHash(),
    warnings: [],
    before: () => {},
    calls: [],
    ...overrides,
  } satisfies FakeFarm);
  Object.assign(faults, { fail: null, pageSize: null } satisfies BucketFaults);
}

export const randomHash = (): string => crypto.getRandomValues(new Uint8Array(32)).toHex();
