/**
 * Readers that follow a render live. Each gets snapshots as JSON lines, and an empty line now and then as a sign of life.
 * @module
 */
import type { RenderSnapshot } from './render-snapshot.ts';

const HEARTBEAT_MS = 15_000;
/** A reader this far behind misses hints; changes of state still reach it. */
const MAX_BUFFERED_BYTES = 1024 * 1024;

export class Subscribers {
  readonly #controllers = new Set<ReadableByteStreamController>();
  #heartbeat: ReturnType<typeof setInterval> | null = null;

  get isEmpty(): boolean {
    return this.#controllers.size === 0;
  }

  add(first: RenderSnapshot | null): ReadableStream<Uint8Array> {
    let own: ReadableByteStreamController;
    return new ReadableStream(
      {
        type: 'bytes',
        start: (controller: ReadableByteStreamController) => {
          own = controller;
          this.#controllers.add(own);
          if (first) send(own, encode(first));
          this.#heartbeat ??= setInterval(() => this.#broadcast(LINE_END), HEARTBEAT_MS);
        },
        cancel: () => this.#drop(own),
      },
      { highWaterMark: MAX_BUFFERED_BYTES },
    );
  }

  /** `isHint`: may be skipped for readers that are behind. */
  publish(snapshot: RenderSnapshot, isHint: boolean): void {
    if (!this.isEmpty) this.#broadcast(encode(snapshot), isHint);
  }

  /** Ends all streams: there is nothing more to tell. */
  close(): void {
    for (const controller of this.#controllers) {
      try {
        controller.close();
      } catch {
        // Its reader left, and the stream has ended already.
      }
    }
    this.#controllers.clear();
    this.#rest();
  }

  #broadcast(line: Uint8Array, isHint = true): void {
    for (const controller of this.#controllers) {
      if (isHint && (controller.desiredSize ?? 0) <= 0) continue;
      try {
        send(controller, line);
      } catch {
        this.#drop(controller);
      }
    }
  }

  #drop(controller: ReadableByteStreamController): void {
    this.#controllers.delete(controller);
    if (this.isEmpty) this.#rest();
  }

  #rest(): void {
    if (this.#heartbeat) clearInterval(this.#heartbeat);
    this.#heartbeat = null;
  }
}

const LINE_END = new TextEncoder().encode('\n');
const encode = (snapshot: RenderSnapshot): Uint8Array => new TextEncoder().encode(`${JSON.stringify(snapshot)}\n`);
/** A byte stream takes its chunk's buffer over, so each reader gets a copy. */
const send = (controller: ReadableByteStreamController, line: Uint8Array): void => controller.enqueue(line.slice());
