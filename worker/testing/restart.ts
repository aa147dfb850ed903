import { runInDurableObject } from 'cloudflare:test';
import { expect } from 'vitest';

/** Ends an object as a deployment does: its memory and its calls are gone at once, its storage stays. */
export async function restart(namespace: DurableObjectNamespace<never>, name: string): Promise<void> {
  // A stub of an object that ended stays broken, so every step takes a new one.
  const stub = (): DurableObjectStub => namespace.getByName(name) as unknown as DurableObjectStub;
  let old: unknown;
  await runInDurableObject(stub(), (object: unknown, state) => {
    old = object;
    // In a turn of its own: an object that ends inside a request takes the answer with it.
    setTimeout(() => state.abort('restart'));
  });
  await expect
    .poll(() => runInDurableObject(stub(), (object: unknown) => object !== old).catch(() => false))
    .toBe(true);
}
