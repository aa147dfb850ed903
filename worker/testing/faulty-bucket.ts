/** The bucket, with a fault before every operation for which `faults.fail` says so. */
export function faultyBucket(
  bucket: R2Bucket,
  faults: { fail: ((operation: string, key: string) => boolean) | null },
): R2Bucket {
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
        return Reflect.apply(member as (...all: unknown[]) => unknown, target, parameters);
      };
    },
  });
}
