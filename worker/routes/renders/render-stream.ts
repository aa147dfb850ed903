/**
 * An HLS render as players see it: while chunks come in a list that grows by each, in the end one that is whole. A signed link to the
 * stream opens all of its files, so every address in a list carries it on.
 * @module
 */
import { Hono, type Context } from 'hono';
import { EdgereelError } from '#contracts/errors.ts';
import { chunkIndexOf, chunkKey, chunkPrefix, renderKey, streamInitKey } from '#contracts/keys.ts';
import { isFinal, type RenderStatus } from '#contracts/render.ts';
import {
  AAC_CODEC,
  AUDIO_BITS_PER_SECOND,
  audioSegmentName,
  expectedBandwidth,
  expectedH264Codec,
  h264CodecOf,
  masterPlaylist,
  mediaPlaylist,
  PLAYLIST_TYPE,
  segmentName,
  STREAM_FILES,
} from '#contracts/stream.ts';
import type { AppEnv } from '../../app-env.ts';
import { MAX_WAIT_SECONDS } from '../../config.ts';
import { linkOrKey } from '../../middleware/link-or-key.ts';
import type { SchedulerStub } from '../../stubs.ts';
import type { StreamState } from '../../render/stream-state.ts';
import { ObjectStore } from '../../storage/object-store.ts';
import { serveObject } from '../../storage/serve-object.ts';
import { requireRender, schedulerFor } from './find-render.ts';

export const renderStream = new Hono<AppEnv>().get(
  '/renders/:id/stream/:file{[a-z0-9-]+\\.(?:m3u8|mp4|m4s)}',
  linkOrKey(() => 'stream'),
  async (context) => {
    const {
      env,
      var: { tenantId },
    } = context;
    const { id, file } = context.req.param();
    const render = schedulerFor(env, tenantId, id);
    const { status, format } = requireRender(await render.read(), id);
    if (format !== 'hls') throw new EdgereelError('NOT_FOUND', `Render ${id} is no stream: its format is ${format}.`);
    const store = new ObjectStore(env.ARTIFACTS);
    if (status === 'completed') return (await serveFinished(context, store, file)) ?? missing(id, file);
    if (file.endsWith('.m3u8')) {
      const known = await waitForStart(context, store, { render, isMaster: file === STREAM_FILES.master });
      if (known?.status === 'completed') return (await serveFinished(context, store, file)) ?? missing(id, file);
      if (known?.stream) return (await servePlaylist(context, store, { file, ...known.stream })) ?? missing(id, file);
      if (known) throw new EdgereelError('NOT_FOUND', `Render ${id} is ${known.status} and left nothing to play.`);
      return early(context, `The stream of render ${id} has nothing to play yet.`);
    }
    const stream = await render.readStream();
    const media = stream && (await serveGrowingMedia(context, store, file, stream));
    if (media || isFinal(status)) return media ?? missing(id, file);
    // A list names what is there, so whoever asks for more is early.
    return early(context, `The stream of render ${id} has no ${file} yet; its playlist names what is there.`);
  },
);

type FileContext = Context<AppEnv, string>;

/**
 * How long a playlist is held back until it has something to tell: to players a list without segments is broken, and one answer in place of
 * many counts as one try. Clients may wait as long for the end of a render.
 */
const START_WAIT_MS = MAX_WAIT_SECONDS * 1000;
const START_POLL_MS = 400;
/** How long the master waits for the first chunk once it could be written from the plan alone: the chunk tells its codec and rate. */
const FIRST_CHUNK_WAIT_MS = 8_000;
const RETRY_AFTER_SECONDS = 2;

interface Known {
  status: RenderStatus;
  /** Null when the render has ended without anything to play. */
  stream: StreamState | null;
}

/** The render as soon as a list of it can be written; null when the time is up before. */
async function waitForStart(
  { var: { tenantId }, req }: FileContext,
  store: ObjectStore,
  { render, isMaster }: { render: SchedulerStub; isMaster: boolean },
): Promise<Known | null> {
  const deadline = Date.now() + START_WAIT_MS;
  let plannedAt: number | null = null;
  for (;;) {
    const stream = await render.readStream();
    const status = stream?.status ?? (await render.read())?.status ?? 'canceled';
    const hasBegun = stream !== null && (await store.head(chunkKey(tenantId, stream.planHash, 0, 'm4s'))) !== null;
    if (hasBegun || isFinal(status)) return { status, stream: hasBegun ? stream : null };
    if (stream) plannedAt ??= Date.now();
    if (isMaster && plannedAt !== null && Date.now() >= plannedAt + FIRST_CHUNK_WAIT_MS) return { status, stream };
    if (Date.now() >= deadline || req.raw.signal.aborted) return null;
    await scheduler.wait(START_POLL_MS);
  }
}

function missing(id: string, file: string): never {
  throw new EdgereelError('NOT_FOUND', `The stream of render ${id} has no ${file}.`);
}

function early(context: FileContext, message: string): never {
  context.header('retry-after', String(RETRY_AFTER_SECONDS));
  throw new EdgereelError('CHUNK_MISSING', message);
}

/** A completed render's own files. */
async function serveFinished(context: FileContext, store: ObjectStore, file: string): Promise<Response | null> {
  const { tenantId } = context.var;
  const id = context.req.param('id')!;
  if (!file.endsWith('.m3u8')) return serveMedia(context, store, renderKey(tenantId, id, `stream/${file}`));
  const isMaster = file === STREAM_FILES.master;
  const object = await store.get(renderKey(tenantId, id, isMaster ? 'output.m3u8' : `stream/${file}`));
  if (!object) return null;
  const text = await object.text();
  // The master lies one folder above the rest.
  return answerPlaylist(context, isMaster ? text.replaceAll('stream/', '') : text);
}

function serveGrowingMedia(
  context: FileContext,
  store: ObjectStore,
  file: string,
  { planHash }: StreamState,
): Promise<Response | null> | null {
  const { tenantId } = context.var;
  if (file === STREAM_FILES.videoInit) return serveMedia(context, store, streamInitKey(tenantId, planHash));
  // The sound is stored where it will stay.
  if (/^audio-.*\.m(?:p4|4s)$/.test(file))
    return serveMedia(context, store, renderKey(tenantId, context.req.param('id')!, `stream/${file}`));
  const segment = /^(\d{6})\.m4s$/.exec(file);
  return segment && serveMedia(context, store, chunkKey(tenantId, planHash, Number(segment[1]), 'm4s'));
}

/** A list of what can be played by now. */
async function servePlaylist(
  context: FileContext,
  store: ObjectStore,
  { file, ...stream }: StreamState & { file: string },
): Promise<Response | null> {
  const { tenantId } = context.var;
  const { status, planHash, chunkSeconds, hasAudio } = stream;
  const sizes = await readyChunks(store, tenantId, planHash);
  const durations = chunkSeconds.slice(0, sizes.length);
  if (file === STREAM_FILES.master) {
    const init = await store.get(streamInitKey(tenantId, planHash));
    const known = init && h264CodecOf(new Uint8Array(await init.arrayBuffer()));
    // Chunks to come may take more than those that are there.
    const rates = [expectedBandwidth(stream), ...durations.map((seconds, i) => (sizes[i]! * 8) / seconds)];
    const facts = {
      picture: stream,
      bandwidth: Math.max(...rates) + (hasAudio ? AUDIO_BITS_PER_SECOND : 0),
      codecs: [known ?? expectedH264Codec(stream), ...(hasAudio ? [AAC_CODEC] : [])],
    };
    const lists = { video: STREAM_FILES.video, audio: hasAudio ? STREAM_FILES.audio : null };
    return answerPlaylist(context, masterPlaylist(facts, lists));
  }
  const isAudio = file === STREAM_FILES.audio && hasAudio;
  if (!isAudio && file !== STREAM_FILES.video) return null;
  const nameOf = isAudio ? audioSegmentName : segmentName;
  const segments = durations.map((durationSeconds, index) => ({ uri: nameOf(index), durationSeconds }));
  const init = isAudio ? STREAM_FILES.audioInit : STREAM_FILES.videoInit;
  const targetSeconds = Math.max(...chunkSeconds);
  // A render that will not go on says so, or a player would wait for ever.
  return answerPlaylist(context, mediaPlaylist(init, segments, { isComplete: isFinal(status), targetSeconds }));
}

/** Sizes of the chunks that can be played by now: from the first on, without a gap. */
async function readyChunks(store: ObjectStore, tenantId: string, planHash: string): Promise<number[]> {
  const sizes: number[] = [];
  for await (const object of store.list(chunkPrefix(tenantId, planHash))) {
    const index = chunkIndexOf(object.key);
    if (index !== null) sizes[index] = object.size;
  }
  const gap = Array.from(sizes).indexOf(undefined as never);
  return gap === -1 ? sizes : sizes.slice(0, gap);
}

function serveMedia(context: FileContext, store: ObjectStore, key: string): Promise<Response | null> {
  return serveObject(store, key, context.req.raw, {
    'content-type': key.includes('/audio-') ? 'audio/mp4' : 'video/mp4',
    'cache-control': 'private, max-age=3600',
  });
}

function answerPlaylist(context: FileContext, text: string): Response {
  return new Response(withQuery(text, new URL(context.req.url).search), {
    headers: { 'content-type': PLAYLIST_TYPE, 'cache-control': 'no-store' },
  });
}

/** Every address of a playlist with a query behind it. */
function withQuery(playlist: string, query: string): string {
  return playlist
    .split('\n')
    .map((line) => {
      if (line.startsWith('#')) return line.replace(/URI="([^"]+)"/, (_uri, uri: string) => `URI="${uri}${query}"`);
      return line === '' ? line : line + query;
    })
    .join('\n');
}
