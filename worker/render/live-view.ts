/**
 * What others see of a render: snapshots with live progress, streams that follow it, waiters for its end.
 * @module
 */
import type { NodeProgress } from '#contracts/protocol.ts';
import { isFinal } from '#contracts/render.ts';
import type { RenderState, TaskId } from './render-state.ts';
import { measureProgress } from './render-progress.ts';
import { describeRender, type RenderSnapshot } from './render-snapshot.ts';
import { Subscribers } from './subscribers.ts';

/** How often hints of progress go out at most. */
const HINT_INTERVAL_MS = 200;

export class LiveView {
  readonly #live = new Map<TaskId, NodeProgress>();
  readonly #subscribers = new Subscribers();
  readonly #waiters: (() => void)[] = [];
  #ratio: number;
  #hints = 0;
  #hintTimer: ReturnType<typeof setTimeout> | null = null;

  /** `ratio`: the highest that was told before a restart. */
  constructor(ratio: number) {
    this.#ratio = ratio;
  }

  get ratio(): number {
    return this.#ratio;
  }

  describe(state: RenderState): RenderSnapshot {
    const progress = measureProgress(state, this.#live, this.#ratio);
    this.#ratio = progress.ratio;
    return describeRender(state, progress, `${state.revision}.${this.#hints}`, Date.now());
  }

  /** Tells a new state; the last one ends all streams and waits. */
  publish(state: RenderState): void {
    this.#hints = 0;
    this.#subscribers.publish(this.describe(state), false);
    if (!isFinal(state.status)) return;
    this.#live.clear();
    this.close();
  }

  /** Takes a node's report. It reaches the streams a little later, together with those of other nodes. */
  report(taskId: TaskId, progress: NodeProgress, readState: () => RenderState | null): void {
    this.#live.set(taskId, progress);
    if (this.#subscribers.isEmpty || this.#hintTimer) return;
    this.#hintTimer = setTimeout(() => {
      this.#hintTimer = null;
      const state = readState();
      if (!state || isFinal(state.status)) return;
      this.#hints += 1;
      this.#subscribers.publish(this.describe(state), true);
    }, HINT_INTERVAL_MS);
  }

  forget(taskId: TaskId): void {
    this.#live.delete(taskId);
  }

  /** Snapshots as JSON lines, from now on, until the end. Null when the caller has seen the last one. */
  subscribe(state: RenderState, lastEventId: string | null): ReadableStream<Uint8Array> | null {
    const snapshot = this.describe(state);
    const isSeen = lastEventId === snapshot.eventId;
    if (isSeen && isFinal(state.status)) return null;
    const stream = this.#subscribers.add(isSeen ? null : snapshot);
    if (isFinal(state.status)) this.#subscribers.close();
    return stream;
  }

  /** Settles when the render ends or the time is up. */
  async waitForEnd(timeoutMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiters.push(resolve);
    await Promise.race([promise, scheduler.wait(timeoutMs)]);
  }

  close(): void {
    this.#subscribers.close();
    for (const resolve of this.#waiters.splice(0)) resolve();
  }
}
