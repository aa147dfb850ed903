/**
 * The calls a scheduler has under way, by lease, and the leases it has to give back. Lives in memory only: what is lost with it
 * is noticed by comparing the state's running tasks with `has`.
 * @module
 */
import { EdgereelError } from '#contracts/errors.ts';
import type { RenderState, TaskId } from './render-state.ts';
import { CALL_LIMIT_MS } from '../config.ts';
import type { Lease, LeaseEnd } from '../nodes/allocate.ts';

export interface Release {
  leaseId: string;
  nodeId: string;
  end: LeaseEnd;
}

interface OpenCall {
  taskId: TaskId;
  lease: Lease;
  controller: AbortController;
  limit: ReturnType<typeof setTimeout>;
}

export class OpenCalls {
  readonly #calls = new Map<string, OpenCall>();
  #released: Release[] = [];

  get leaseIds(): string[] {
    return [...this.#calls.keys()];
  }

  has(leaseId: string): boolean {
    return this.#calls.has(leaseId);
  }

  taskOf(leaseId: string): TaskId | undefined {
    return this.#calls.get(leaseId)?.taskId;
  }

  /** Begins a call; the signal ends it when it is stopped or has lasted too long. */
  open(taskId: TaskId, lease: Lease): AbortSignal {
    const controller = new AbortController();
    const overdue = new EdgereelError('NODE_TIMEOUT', `One call lasted longer than ${CALL_LIMIT_MS / 60_000} minutes.`);
    const limit = setTimeout(() => controller.abort(overdue), CALL_LIMIT_MS);
    this.#calls.set(lease.id, { taskId, lease, controller, limit });
    return controller.signal;
  }

  /** Ends a call's record and gives its lease back. False when it was stopped before: then nobody wants its result. */
  close(leaseId: string, end: LeaseEnd): boolean {
    const call = this.#calls.get(leaseId);
    if (!call) return false;
    clearTimeout(call.limit);
    this.#calls.delete(leaseId);
    this.release({ leaseId, nodeId: call.lease.nodeId, end });
    return true;
  }

  /** Stops every call that the state does not run any more. */
  keepOnly({ tasks }: RenderState): void {
    for (const { taskId, lease, controller } of [...this.#calls.values()]) {
      if (tasks[taskId]?.leaseId === lease.id) continue;
      this.close(lease.id, 'dropped');
      controller.abort(new EdgereelError('CANCELLED', 'The scheduler gave this call up.'));
    }
  }

  release(release: Release): void {
    this.#released.push(release);
  }

  /** Hands the leases to give back to `deliver`; they are kept for the next time when that throws. */
  async deliverReleased<T>(deliver: (released: Release[]) => Promise<T>): Promise<T> {
    const released = this.#released;
    this.#released = [];
    try {
      return await deliver(released);
    } catch (error) {
      this.#released.unshift(...released);
      throw error;
    }
  }
}
