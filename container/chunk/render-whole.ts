/**
 * A short render in one call: the same chunks, the same bytes, no round trips.
 * @module
 */
import { isEdgereelError } from '#contracts/errors.ts';
import type { NodeProgress, RenderWholeCall, RenderWholeResult } from '#contracts/protocol.ts';
import { addWarnings, newAmong, type RenderWarning } from '#contracts/warning.ts';
import type { ArtifactStore } from '../artifacts/artifact-store.ts';
import { assemble } from '../assemble/assemble.ts';
import type { Engine } from '../engine/engine.ts';
import { renderChunk } from './render-chunk.ts';

/** How many times chunks that the assembly finds missing or damaged are rendered again. */
const MAX_REPAIRS = 3;

/** Renders the chunks the store lacks, one after the other, and assembles them. Each is stored, so a second try goes on from there. */
export async function renderWhole(
  engine: Engine,
  store: ArtifactStore,
  call: RenderWholeCall,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: NodeProgress) => void },
): Promise<RenderWholeResult> {
  await using loaded = await engine.plans.open(store, call.tenantId, call.planHash);
  const { plan } = loaded;
  const framesTotal = plan.frameCount;
  const chunks = new Map<number, RenderWholeResult['chunks'][number]>();
  let warnings: RenderWarning[] = [];

  async function render(index: number, isRepair: boolean): Promise<void> {
    chunks.delete(index);
    const chunksDone = [...chunks.keys()];
    const framesBefore = plan.chunks[index]!.startFrame - plan.firstFrame;
    const { warnings: ofChunk, ...chunk } = await renderChunk(
      engine,
      store,
      { ...call, index, isRepair },
      {
        signal,
        onProgress: ({ stage, framesDone }) =>
          onProgress({ stage, framesDone: framesBefore + framesDone, framesTotal, chunksDone }),
      },
    );
    chunks.set(index, chunk);
    warnings = addWarnings(warnings, newAmong(ofChunk, warnings));
  }

  for (const { index } of plan.chunks) await render(index, false);
  const { strictness: _forChunks, ...assembly } = call;
  for (let repairs = 0; ; repairs++) {
    const chunkDigests = plan.chunks.map(({ index }) => chunks.get(index)!.sha256);
    const chunksDone = [...chunks.keys()];
    try {
      const options = { signal, onProgress: (progress: NodeProgress) => onProgress({ ...progress, chunksDone }) };
      const output = await assemble(engine, store, { ...assembly, chunkDigests }, options);
      return { chunks: plan.chunks.map(({ index }) => chunks.get(index)!), warnings, output };
    } catch (error) {
      if (!isEdgereelError(error) || error.code !== 'CHUNK_MISSING' || repairs === MAX_REPAIRS) throw error;
      for (const index of error.details.chunkIndexes as number[]) await render(index, true);
    }
  }
}
