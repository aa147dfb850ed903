import { expect, test, vi } from 'vitest';
import type { Adapter } from '../adapters/adapter.ts';
import { watchAdapters } from './adapter-readiness.ts';

const adapter = (whenReady?: () => Promise<void>): Adapter => ({
  name: 'maps',
  seek() {},
  ...(whenReady && { whenReady }),
});

test('an adapter is waited for from the first question on', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { checks, warnings } = watchAdapters([adapter(() => promise)]);
  expect(checks[0]!()).toEqual(['maps adapter']);
  resolve();
  await vi.waitUntil(() => checks[0]!().length === 0);
  expect(warnings()).toEqual([]);
});

test('one that fails and one that never gets ready are warnings', async () => {
  const failing = adapter(() => Promise.reject(new Error('no tiles')));
  const never = adapter(() => new Promise(() => {}));
  const { checks, warnings } = watchAdapters([failing, never, adapter()], 5);
  await vi.waitUntil(() => checks.flatMap((check) => check()).length === 0);
  expect(warnings().map(({ message }) => message)).toEqual([
    'The maps adapter did not get ready: no tiles. The render goes on with what there is.',
    'The maps adapter did not get ready: not ready after 0.005 s. The render goes on with what there is.',
  ]);
});
