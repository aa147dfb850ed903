import { describe, expect, it } from 'vitest';
import { REMOTE_LIMITS } from '#contracts/remote.ts';
import { countedPieces } from '../testing/counted-pieces.ts';
import { boundBody } from './bound-body.ts';

describe('the body of an answer', () => {
  const bound = (stream: ReadableStream<Uint8Array>, changes: Partial<typeof REMOTE_LIMITS> = {}, leftMs = 60_000) =>
    new Response(
      boundBody(stream, { deadline: Date.now() + leftMs, limits: { ...REMOTE_LIMITS, ...changes } }),
    ).arrayBuffer();

  it('passes whole when it keeps to the limits', async () => {
    expect((await bound(countedPieces(3).stream, { maxBytes: 3000 })).byteLength).toBe(3000);
  });

  it('ends one byte past the limit when it has no end, so that the node can tell', async () => {
    const source = countedPieces();
    expect((await bound(source.stream, { maxBytes: 2500 })).byteLength).toBe(2501);
    expect(source.isCanceled).toBe(true);
  });

  it.each([
    ['between two pieces', { idleMs: 50 }, 60_000],
    ['in all', {}, 50],
  ])('breaks off when it is too slow %s', async (_what, limits, leftMs) => {
    const source = countedPieces(2, 'stays open');
    await expect(bound(source.stream, limits, leftMs)).rejects.toThrow('too slow');
    expect(source.isCanceled).toBe(true);
  });
});
