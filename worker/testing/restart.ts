import { evictDurableObject } from 'cloudflare:test';
export async function restart(stub: DurableObjectStub): Promise<void> {
  const t = Date.now();
  await evictDurableObject(stub).catch((e) => console.log('evict', String(e)));
  console.log('evicted in', Date.now() - t);
}
