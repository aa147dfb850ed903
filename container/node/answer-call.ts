/**
 * Carries out one call and answers it: NDJSON, open until the work is done, with progress and then one result or error.
 * @module
 */
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { boundText } from '#contracts/bound-text.ts';
import { EdgereelError, toWire } from '#contracts/errors.ts';
import { hideText, type Replacement } from '#contracts/hide-text.ts';
import { MAX_STACK_LENGTH } from '#contracts/limits.ts';
import { HEARTBEAT_INTERVAL_MS, type NodeCallBody, type NodeCallName, type NodeMessage } from '#contracts/protocol.ts';
import { openArtifactStore } from '../artifacts/artifact-store.ts';
import { CALLS } from './calls.ts';
import type { Engine } from '../engine/engine.ts';
import type { LogFields, Logger } from '../system/logger.ts';
import { fromSystemError } from '../system/node-errors.ts';

/** Never rejects: whatever goes wrong is the answer. One event tells how it went. */
export async function answerCall(
  name: NodeCallName,
  body: NodeCallBody<NodeCallName>,
  response: ServerResponse,
  { engine, logger, signal }: { engine: Engine; logger: Logger; signal: AbortSignal },
): Promise<void> {
  const started = performance.now();
  const { renderId, tenantId, attempt } = body;
  const report = (outcome: string, facts: LogFields) =>
    logger.event(`node.${name}`, {
      outcome,
      durationMs: Math.round(performance.now() - started),
      renderId,
      tenantId,
      attempt,
      ...('index' in body && { chunkIndex: body.index }),
      ...facts,
    });

  response.writeHead(200, { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' });
  const hidden = placesOf(engine.workDir, body.artifactsUrl);
  const send = (message: NodeMessage) => response.write(`${JSON.stringify(hideText(message, hidden))}\n`);
  send({ type: 'heartbeat' });
  const heartbeat = setInterval(() => send({ type: 'heartbeat' }), HEARTBEAT_INTERVAL_MS);
  try {
    const store = openArtifactStore(body.artifactsUrl, signal);
    // The body was parsed by the schema of this very name, which the types cannot follow.
    const call = CALLS[name] as (typeof CALLS)['plan'];
    const result = await call(engine, store, body as NodeCallBody<'plan'>, {
      signal,
      onProgress: (progress) => send({ type: 'progress', ...progress }),
    });
    send({ type: 'result', result });
    report('success', stageTimes(result));
  } catch (thrown) {
    const error = signal.aborted
      ? new EdgereelError('CANCELLED', undefined, { cause: thrown })
      : fromSystemError(thrown);
    send({ type: 'error', error: toWire(error) });
    report(signal.aborted ? 'canceled' : 'failure', {
      errorCode: error.code,
      ...(error.code === 'INTERNAL' && { stack: stackOf(thrown) }),
    });
  } finally {
    clearInterval(heartbeat);
    response.end();
  }
}

/** Texts that must not leave this machine: its folders, and the URL of the artifact store, which holds a token. */
function placesOf(workDir: string, artifactsUrl: string): Replacement[] {
  return [workDir, join(import.meta.dirname, '../..'), artifactsUrl].flatMap((place): Replacement[] => [
    [`${place.replace(/\/$/, '')}/`, ''],
    [place, '.'],
  ]);
}

/** `captureMs` and the like, where the result has them. */
function stageTimes(result: object): LogFields {
  const stages = 'stages' in result ? (result.stages as Record<string, number>) : {};
  return Object.fromEntries(Object.entries(stages).map(([stage, ms]) => [`${stage}Ms`, ms]));
}

function stackOf(thrown: unknown): string {
  const parts: string[] = [];
  for (let error = thrown; error instanceof Error; error = error.cause) parts.push(error.stack ?? error.message);
  return boundText(parts.join('\ncaused by '), MAX_STACK_LENGTH);
}
