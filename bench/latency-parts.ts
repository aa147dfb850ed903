/**
 * Where the time of a render went, from what Worker and nodes logged: pure.
 * @module
 */

/** A line of a log: one event per unit of work, written when it ended. */
export interface LogEvent {
  /** ISO 8601. */
  time: string;
  event: string;
  durationMs?: number;
  renderId?: string;
  method?: string;
  path?: string;
  [field: string]: unknown;
}

export interface Latency {
  /** Milliseconds from `POST` to the client's knowledge that the output lies in the store. */
  totalMs: number;
  parts: {
    /** From `POST` to the first call of a node. */
    queueMs: number;
    planMs: number;
    /** From the end of the plan to the end of the first chunk. */
    firstChunkMs: number;
    /** From there to the end of the last. */
    lastChunkMs: number;
    /** From there to the end of the assembly, without its upload. */
    assembleMs: number;
    /** The output on its way into the store. */
    uploadMs: number;
    /** From the end of the assembly to the client's knowledge of it. */
    reportMs: number;
  };
  /** Time in which no node was at work, and its part of the whole. */
  orchestrationMs: number;
  orchestrationFraction: number;
  chunks: number;
  nodes: number;
}

interface Interval {
  start: number;
  end: number;
}

/** Times are epoch milliseconds. Throws when a stage left no event. */
export function analyseLatency(
  events: readonly LogEvent[],
  { renderId, postedAt, finishedAt, nodes }: { renderId: string; postedAt: number; finishedAt: number; nodes: number },
): Latency {
  const ours = events.filter((event) => event.renderId === renderId);
  const [plan] = intervals(ours, 'node.plan');
  const [assembly] = intervals(ours, 'node.assemble');
  const chunks = intervals(ours, 'node.chunk');
  if (!plan || !assembly || chunks.length === 0) throw new Error(`The logs hold no whole render ${renderId}.`);
  const chunkEnds = chunks.map(({ end }) => end);
  const [firstChunk, lastChunk] = [Math.min(...chunkEnds), Math.max(...chunkEnds)];
  const uploadMs = Math.max(0, ...uploads(events, renderId).map(({ start, end }) => end - start));
  const totalMs = finishedAt - postedAt;
  const orchestrationMs = totalMs - covered([plan, assembly, ...chunks], postedAt, finishedAt);
  return {
    totalMs,
    parts: {
      queueMs: plan.start - postedAt,
      planMs: plan.end - plan.start,
      firstChunkMs: firstChunk - plan.end,
      lastChunkMs: lastChunk - firstChunk,
      assembleMs: assembly.end - lastChunk - uploadMs,
      uploadMs,
      reportMs: finishedAt - assembly.end,
    },
    ...{ orchestrationMs, orchestrationFraction: orchestrationMs / totalMs },
    ...{ chunks: chunks.length, nodes },
  };
}

function intervals(events: readonly LogEvent[], name: string): Interval[] {
  return events.filter(({ event, outcome }) => event === name && outcome === 'success').map(toInterval);
}

function uploads(events: readonly LogEvent[], renderId: string): Interval[] {
  return events
    .filter(
      ({ event, method, path }) =>
        event === 'http.request' && (method === 'PUT' || method === 'POST') && path?.includes(`${renderId}/output.`),
    )
    .map(toInterval);
}

function toInterval({ time, durationMs = 0 }: LogEvent): Interval {
  const end = Date.parse(time);
  return { start: end - durationMs, end };
}

/** Milliseconds of `from` to `to` that lie in at least one of the intervals. */
export function covered(parts: readonly Interval[], from: number, to: number): number {
  let [sum, reached] = [0, from];
  for (const { start, end } of parts.toSorted((a, b) => a.start - b.start)) {
    const [first, last] = [Math.max(start, reached), Math.min(end, to)];
    sum += Math.max(0, last - first);
    reached = Math.max(reached, last);
  }
  return sum;
}
