/**
 * A render's state in Durable Object storage: one row for the render, one per task, so that an event writes only what it changed
 * and no value comes near the limit of 2 MB.
 * @module
 */
import type { RenderState, Task } from './render-state.ts';

type RenderRow = Omit<RenderState, 'tasks'>;

const RENDER_ROW = 'render';
const TASK_ROWS = 'task/';

export class RenderStore {
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  load(): RenderState | null {
    const row = this.#storage.kv.get<RenderRow>(RENDER_ROW);
    if (!row) return null;
    const tasks = [...this.#storage.kv.list<Task>({ prefix: TASK_ROWS })].map(([, task]) => [task.id, task] as const);
    return { ...row, tasks: Object.fromEntries(tasks) };
  }

  /** Writes the difference between two states in one transaction; `previous` is null for a new render. */
  save(previous: RenderState | null, { tasks, ...row }: RenderState): void {
    const before = previous?.tasks ?? {};
    this.#storage.transactionSync(() => {
      this.#storage.kv.put(RENDER_ROW, row);
      for (const task of Object.values(tasks)) {
        if (before[task.id] !== task) this.#storage.kv.put(TASK_ROWS + task.id, task);
      }
      for (const task of Object.values(before)) {
        if (!tasks[task.id]) this.#storage.kv.delete(TASK_ROWS + task.id);
      }
    });
  }

  remove(state: RenderState): void {
    this.#storage.transactionSync(() => {
      this.#storage.kv.delete(RENDER_ROW);
      for (const task of Object.values(state.tasks)) this.#storage.kv.delete(TASK_ROWS + task.id);
    });
  }
}
