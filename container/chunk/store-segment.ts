/**
 * A chunk of a stream becomes a segment: its data under another header.
 * @module
 */
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { EdgereelError } from '#contracts/errors.ts';
import { streamInitKey } from '#contracts/keys.ts';
import type { Chunk, RenderPlan } from '#contracts/plan.ts';
import type { ArtifactStore } from '../artifacts/artifact-store.ts';
import { readChunk } from '../mp4/read-chunk.ts';
import { initSegment, segmentHeader, writeSegment } from '../mp4/stream-segment.ts';
import { frameTicksOf } from '../encode/timescale.ts';
import type { TempFolder } from '../system/temp-folder.ts';

/** Writes the segment, and stores what players need before it. Throws `CHUNK_MISMATCH` when another chunk was encoded otherwise. */
export async function makeSegment(
  chunkPath: string,
  plan: RenderPlan,
  { index, startFrame }: Chunk,
  {
    store,
    tenantId,
    folder,
    signal,
    isRepair = false,
  }: {
    store: ArtifactStore;
    tenantId: string;
    folder: TempFolder;
    signal: AbortSignal;
    isRepair?: boolean | undefined;
  },
): Promise<string> {
  const track = await readChunk(chunkPath);
  const init = initSegment({ ...track, size: track, delay: 0 });
  const key = streamInitKey(tenantId, plan.planHash);
  const stored = isRepair ? null : await store.head(key);
  if (!stored) {
    const path = folder.file('init.mp4');
    await writeFile(path, init);
    await store.putFile(key, path, 'video/mp4');
  } else if (stored.sha256 !== createHash('sha256').update(init).digest('hex')) {
    throw new EdgereelError('CHUNK_MISMATCH', `Chunk ${index} was encoded with other parameters than the first.`, {
      details: { chunkIndex: index },
    });
  }
  const duration = frameTicksOf(plan.fps);
  const samples = track.samples.map((sample) => ({ ...sample, duration }));
  const header = segmentHeader(samples, index + 1, (startFrame - plan.firstFrame) * duration);
  const path = folder.file('segment.m4s');
  await writeSegment(path, header, { path: chunkPath, offset: track.dataOffset, size: track.dataSize }, signal);
  return path;
}
