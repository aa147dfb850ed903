/**
 * A short render in one call: the same chunks, the same bytes, no round trips.
 * @module
 */
import type { NodeProgress, RenderWholeCall, RenderWholeResult } from '#contracts/protocol.ts';
import { addWarnings, newAmong, type RenderWarning } from '#contracts/warning.ts';
import type { ArtifactStore } from './artifacts/artifact-store.ts';
import { assemble } from './assemble/assemble.ts';
import type { Engine } from './engine.ts';
import { renderChunk } from './render-chunk.ts';

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
  const chunks: RenderWholeResult['chunks'] = [];
  let warnings: RenderWarning[] = [];
  for (const { index, startFrame } of plan.chunks) {
    const chunksDone = chunks.map((chunk) => chunk.index);
    const { warnings: ofChunk, ...chunk } = await renderChunk(
      engine,
      store,
      { ...call, index },
      {
        signal,
        onProgress: ({ stage, framesDone }) =>
          onProgress({ stage, framesDone: startFrame - plan.firstFrame + framesDone, framesTotal, chunksDone }),
      },
    );
    chunks.push(chunk);
    warnings = addWarnings(warnings, newAmong(ofChunk, warnings));
  }
  const { strictness: _forChunks, ...assembly } = call;
  const output = await assemble(engine, store, assembly, {
    signal,
    onProgress: (progress) => onProgress({ ...progress, chunksDone: chunks.map((chunk) => chunk.index) }),
  });
  return { chunks, warnings, output };
}
