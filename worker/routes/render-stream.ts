/**
 * An HLS render as players see it: while chunks come in a list that grows by each, in the end one that is whole. A signed link to the
 * stream opens all of its files, so every address in a list carries it on.
 * @module
 */
import { Hono, type Context } from 'hono';
import { EdgereelError } from '#contracts/errors.ts';
import { chunkIndexOf, chunkKey, chunkPrefix, renderKey, streamInitKey } from '#contracts/keys.ts';
import { isFinal } from '#contracts/render.ts';
import {
  AAC_CODEC,
  AUDIO_BITS_PER_SECOND,
  audioSegmentName,
  h264CodecOf,
  masterPlaylist,
  mediaPlaylist,
  PLAYLIST_TYPE,
  segmentName,
  STREAM_FILES,
} from '#contracts/stream.ts';
import type { AppEnv } from '../app-env.ts';
import { linkOrKey } from '../middleware/link-or-key.ts';
import type { StreamState } from '../render/stream-state.ts';
import { ObjectStore } from '../storage/object-store.ts';
import { serveObject } from '../storage/serve-object.ts';
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
    const scheduler = schedulerFor(env, tenantId, id);
    const { status, format } = requireRender(await scheduler.read(), id);
    if (format !== 'hls') throw new EdgereelError('NOT_FOUND', `Render ${id} is no stream: its format is ${format}.`);
    const store = new ObjectStore(env.ARTIFACTS);
    const answer =
      status === 'completed'
        ? await serveFinished(context, store, file)
        : await serveGrowing(context, store, file, await scheduler.readStream());
    if (!answer) throw new EdgereelError('NOT_FOUND', `The stream of render ${id} has no ${file} (yet).`);
    return answer;
  },
);

type FileContext = Context<AppEnv, string>;

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

async function serveGrowing(
  context: FileContext,
  store: ObjectStore,
  file: string,
  stream: StreamState | null,
): Promise<Response | null> {
  if (!stream) return null;
  const { tenantId } = context.var;
  const { planHash } = stream;
  if (file === STREAM_FILES.videoInit) return serveMedia(context, store, streamInitKey(tenantId, planHash));
  // The sound is stored where it will stay.
  if (/^audio-.*\.m(?:p4|4s)$/.test(file))
    return serveMedia(context, store, renderKey(tenantId, context.req.param('id')!, `stream/${file}`));
  const segment = /^(\d{6})\.m4s$/.exec(file);
  if (segment) return serveMedia(context, store, chunkKey(tenantId, planHash, Number(segment[1]), 'm4s'));
  const sizes = await readyChunks(store, tenantId, planHash);
  const durations = stream.chunkSeconds.slice(0, sizes.length);
  if (sizes.length === 0) return null;
  if (file === STREAM_FILES.master) {
    const init = await store.get(streamInitKey(tenantId, planHash));
    const video = init && h264CodecOf(new Uint8Array(await init.arrayBuffer()));
    const bandwidth = Math.max(...sizes.map((size, i) => (size * 8) / durations[i]!));
    const facts = {
      ...stream,
      bandwidth: bandwidth + (stream.hasAudio ? AUDIO_BITS_PER_SECOND : 0),
      codecs: [...(video ? [video] : []), ...(stream.hasAudio ? [AAC_CODEC] : [])],
    };
    const lists = { video: STREAM_FILES.video, audio: stream.hasAudio ? STREAM_FILES.audio : null };
    return answerPlaylist(context, masterPlaylist(facts, lists));
  }
  const isAudio = file === STREAM_FILES.audio && stream.hasAudio;
  if (!isAudio && file !== STREAM_FILES.video) return null;
  const nameOf = isAudio ? audioSegmentName : segmentName;
  const segments = durations.map((durationSeconds, index) => ({ uri: nameOf(index), durationSeconds }));
  const init = isAudio ? STREAM_FILES.audioInit : STREAM_FILES.videoInit;
  // A render that will not go on says so, or a player would wait for ever.
  const options = { isComplete: isFinal(stream.status), targetSeconds: Math.max(...stream.chunkSeconds) };
  return answerPlaylist(context, mediaPlaylist(init, segments, options));
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

/** Players of other pages may read what a link opens: it carries its own right. */
const OPEN_TO_PAGES = { 'access-control-allow-origin': '*' };

function serveMedia(context: FileContext, store: ObjectStore, key: string): Promise<Response | null> {
  return serveObject(store, key, context.req.raw, {
    ...OPEN_TO_PAGES,
    'content-type': 'video/mp4',
    'cache-control': 'private, max-age=3600',
  });
}

function answerPlaylist(context: FileContext, text: string): Response {
  return new Response(withQuery(text, new URL(context.req.url).search), {
    headers: { ...OPEN_TO_PAGES, 'content-type': PLAYLIST_TYPE, 'cache-control': 'no-store' },
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
