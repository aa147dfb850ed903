/** How long something has been at work in all; work at the same time counts once. */
export interface BusyTime {
  readonly isBusy: boolean;
  readonly ms: number;
  during<Result>(work: () => Promise<Result>): Promise<Result>;
}

export function measureBusyTime(): BusyTime {
  let active = 0;
  let since = 0;
  let total = 0;
  return {
    get isBusy() {
      return active > 0;
    },
    get ms() {
      return total + (active > 0 ? performance.now() - since : 0);
    },
    async during(work) {
      if (active++ === 0) since = performance.now();
      try {
        return await work();
      } finally {
        if (--active === 0) total += performance.now() - since;
      }
    },
  };
}
