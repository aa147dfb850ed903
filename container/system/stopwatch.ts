/**
 * Milliseconds by stage.
 * @module
 */
export interface Stopwatch {
  /** Runs a stage and adds its time under its name. */
  time<Result>(stage: string, work: () => Promise<Result>): Promise<Result>;
  /** Whole milliseconds so far. */
  stages(): Record<string, number>;
}

export function startStopwatch(): Stopwatch {
  const elapsed = new Map<string, number>();
  return {
    async time(stage, work) {
      const start = performance.now();
      try {
        return await work();
      } finally {
        elapsed.set(stage, (elapsed.get(stage) ?? 0) + performance.now() - start);
      }
    },
    stages: () => Object.fromEntries([...elapsed].map(([stage, ms]) => [stage, Math.round(ms)])),
  };
}
