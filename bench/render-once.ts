/**
 * One render on one fresh node, measured from outside: each stage's time, CPU time and memory of the whole process tree.
 * @module
 */
import { join } from 'node:path';
import {
  NODE_CALLS,
  PROTOCOL_HEADER,
  PROTOCOL_VERSION,
  type NodeCallName,
  type NodeCallResult,
  type NodeMessage,
} from '#contracts/protocol.ts';
import { fromWire } from '#contracts/errors.ts';
import { startMemoryArtifacts } from '../container/testing/memory-artifacts.ts';
import { claimPort } from '../local/free-port.ts';
import { startLocalNode } from '../local/local-node.ts';
import { listSite } from '../local/read-site.ts';
import type { EnginePaths } from '../local/setup/ensure-engine.ts';
import { watchTree } from './process-tree.ts';

/** Nodes that are measured ask for it. */
export const SECRET = 'bench';
export const TENANT = 'bench';

export interface RenderMeasurement {
  frames: number;
  sizeBytes: number;
  sha256: string;
  /** Wall seconds. */
  startSeconds: number;
  planSeconds: number;
  chunksSeconds: number;
  assembleSeconds: number;
  /** Mean per chunk: a fresh page, from request to ready. */
  pageSeconds: number;
  cpuSeconds: number;
  peakMemoryBytes: number;
}

export async function renderOnce(siteDir: string, engine: EnginePaths, workDir: string): Promise<RenderMeasurement> {
  await using artifacts = await startMemoryArtifacts();
  const files = await Promise.all(
    (await listSite(siteDir)).map(
      async (file) => [file.path, Buffer.from(await (await file.read()).arrayBuffer())] as const,
    ),
  );
  const siteId = artifacts.addSite(TENANT, Object.fromEntries(files));

  const started = performance.now();
  const node = await startLocalNode({
    index: 0,
    port: await claimPort(0),
    slots: 1,
    secret: SECRET,
    engine,
    workDir,
    places: { logsDir: workDir, recordDir: join(workDir, 'parts'), tempDir: workDir },
  });
  const startSeconds = secondsSince(started);
  try {
    await using usage = await watchTree(node.pid);
    const call = caller(node.url, { renderId: 'bench', tenantId: TENANT, attempt: 1, artifactsUrl: artifacts.url });
    const [plan, planSeconds] = await timed(() =>
      call('plan', {
        siteId,
        entry: 'index.html',
        variables: {},
        strictVariables: false,
        strictness: 'best-effort',
        format: 'mp4',
        codec: 'h264',
        quality: 'standard',
      }),
    );
    const indexes = Array.from({ length: plan.chunkCount }, (_, index) => index);
    const [chunks, chunksSeconds] = await timed(async () => {
      const results: NodeCallResult<'chunk'>[] = [];
      for (const index of indexes) results.push(await call('chunk', { planHash: plan.planHash, index }));
      return results;
    });
    const [output, assembleSeconds] = await timed(() => call('assemble', { planHash: plan.planHash }));
    const { cpuSeconds, peakMemoryBytes } = await usage.stop();
    return {
      ...{ frames: output.frames, sizeBytes: output.sizeBytes, sha256: output.sha256 },
      ...{ startSeconds, planSeconds, chunksSeconds, assembleSeconds },
      pageSeconds: chunks.reduce((sum, chunk) => sum + (chunk.stages['page'] ?? 0), 0) / chunks.length / 1000,
      cpuSeconds,
      peakMemoryBytes,
    };
  } finally {
    await node.stop();
  }
}

/** Calls of one node, answered with their result. */
export function caller(url: string, common: object) {
  return async <Name extends NodeCallName>(name: Name, body: object): Promise<NodeCallResult<Name>> => {
    const response = await fetch(url + NODE_CALLS[name].path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${SECRET}`,
        [PROTOCOL_HEADER]: String(PROTOCOL_VERSION),
        'content-type': 'application/json',
      },
      body: JSON.stringify({ ...common, ...body }),
    });
    const lines = (await response.text()).trim().split('\n');
    const last = JSON.parse(lines.at(-1)!) as NodeMessage | { error: { code: string; message: string } };
    if ('error' in last) throw fromWire(last.error);
    if (!('result' in last)) throw new Error(`The node ended its answer to ${name} without a result.`);
    return NODE_CALLS[name].result.parse(last.result) as NodeCallResult<Name>;
  };
}

async function timed<Result>(work: () => Promise<Result>): Promise<[result: Result, seconds: number]> {
  const start = performance.now();
  return [await work(), secondsSince(start)];
}

function secondsSince(start: number): number {
  return (performance.now() - start) / 1000;
}
