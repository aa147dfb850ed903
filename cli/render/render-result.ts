/**
 * What `npm run render` says about a finished file.
 * @module
 */
import type { RenderView } from '#contracts/render.ts';
import type { RenderWarning } from '#contracts/warning.ts';

/** The JSON line of `--json`. */
export interface RenderResult {
  /** Absolute path of the file. */
  output: string;
  sha256: string;
  sizeBytes: number;
  /** HLS alone: bytes of the playlists and segments together. */
  streamBytes?: number;
  frames: number;
  fps: string;
  width: number;
  height: number;
  durationSeconds: number;
  /** Milliseconds by stage. */
  stages: Record<string, number>;
  renderId: string;
  warnings: RenderWarning[];
}

export function toRenderResult({ id, output, stages, warnings }: RenderView, outputPath: string): RenderResult {
  const { sha256, sizeBytes, streamBytes, frames, fps, width, height, durationSeconds } = output!;
  return {
    output: outputPath,
    sha256,
    sizeBytes,
    ...(streamBytes !== undefined && { streamBytes }),
    frames,
    fps,
    width,
    height,
    durationSeconds,
    stages,
    renderId: id,
    warnings,
  };
}

export function describeResult(result: RenderResult, elapsedMs: number): string {
  const { output, sha256, sizeBytes, streamBytes = sizeBytes, frames, fps, width, height, durationSeconds } = result;
  return [
    output,
    `${frames} ${frames === 1 ? 'frame' : 'frames'}, ${width}×${height}, ${fps} fps, ${Number(durationSeconds.toFixed(3))} s, ${formatSize(streamBytes)}`,
    `SHA-256 ${sha256}`,
    `Rendered in ${(elapsedMs / 1000).toFixed(1)} s`,
  ].join('\n');
}

function formatSize(bytes: number): string {
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
