export interface BucketFaults {
  /** `operation` is a method of the bucket. */
  fail: ((operation: string, key: string) => boolean) | null;
  /** Objects on one page of a listing, where fewer than R2's own thousand. */
  pageSize?: number | null;
}

/** The bucket, with a fault before every operation for which `faults.fail` says so. */
export function faultyBucket(bucket: R2Bucket, faults: BucketFaults): R2Bucket {
  return new Proxy(bucket, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return (...parameters: unknown[]): unknown => {
        const [first] = parameters;
        const key = typeof first === 'string' ? first : ((first as { prefix?: string } | undefined)?.prefix ?? '');
        if (faults.fail?.(String(name), key))
          return Promise.reject(
            new Error(`${String(name)}: We encountered an internal error. Please try again. (10001)`),
          );
        if (name === 'list' && faults.pageSize)
          return target.list({ limit: faults.pageSize, ...(first as R2ListOptions) });
        return Reflect.apply(member as (...all: unknown[]) => unknown, target, parameters);
      };
    },
  });
}
