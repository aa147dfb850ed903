/**
 * Writes one WebM from the blocks of chunks and, if there is any, of sound: no coded byte is touched, every timestamp is made anew from
 * the number of its frame, and the index comes first, because every size is known before the first byte is written.
 * @module
 */
import { open } from 'node:fs/promises';
import type { Fps } from '#contracts/fps.ts';
import type { Provenance } from '../mp4/provenance.ts';
import { element, float64, header, ID, idBytes, int16, uint, uint64, vint } from './ebml.ts';
import { readBlocks, renumber, type Block, type BlockFacts, type WebmTrack } from './read-webm.ts';

export interface WebmMovie {
  /** Chunks in order. */
  chunks: readonly WebmTrack[];
  audio: WebmTrack | null;
  fps: Fps;
  provenance: Provenance;
}

const VIDEO = 1;
const AUDIO = 2;
const NANOSECONDS_PER_TICK = 1_000_000;

/** A frame's time in milliseconds, the clock of a WebM. */
export function frameMs(frame: number, { num, den }: Fps): number {
  return Math.round((frame * 1000 * den) / num);
}

interface Placed extends BlockFacts {
  track: typeof VIDEO | typeof AUDIO;
  /** Time of the frame before it, relative to its own, in milliseconds: all that a decoder needs to know of what it refers to. */
  reference: number;
}

interface Cluster {
  timestamp: number;
  blocks: Placed[];
}

export async function writeWebm(movie: WebmMovie, outputPath: string, signal: AbortSignal): Promise<void> {
  const clusters = layOut(movie);
  await using output = await open(outputPath, 'w');
  await output.appendFile(head(movie, clusters));
  const sources = {
    [VIDEO]: readAll(movie.chunks, signal),
    [AUDIO]: readAll(movie.audio ? [movie.audio] : [], signal),
  };
  try {
    for (const cluster of clusters) {
      const parts = [header(ID.cluster, bodySize(cluster)), clusterTime(cluster)];
      for (const placed of cluster.blocks) {
        const { value } = await sources[placed.track].next();
        parts.push(...writeBlock(placed, cluster.timestamp, value as Block));
      }
      await output.appendFile(Buffer.concat(parts));
    }
  } finally {
    await Promise.all([sources[VIDEO].return(undefined), sources[AUDIO].return(undefined)]);
  }
}

async function* readAll(tracks: readonly WebmTrack[], signal: AbortSignal): AsyncGenerator<Block> {
  for (const { path } of tracks) yield* readBlocks(path, signal);
}

/** A cluster per keyframe, with the sound of its time. */
function layOut({ chunks, audio, fps }: WebmMovie): Cluster[] {
  const clusters: Cluster[] = [];
  const sound = audio?.blocks ?? [];
  let frame = 0;
  let heard = 0;
  const takeSound = (before: number) => {
    for (; heard < sound.length && sound[heard]!.timestamp < before; heard++)
      clusters.at(-1)?.blocks.push({ ...sound[heard]!, track: AUDIO, reference: 0 });
  };
  for (const { blocks } of chunks) {
    for (const block of blocks) {
      const timestamp = frameMs(frame, fps);
      takeSound(timestamp);
      if (block.isKeyframe) clusters.push({ timestamp, blocks: [] });
      const reference = frame === 0 ? 0 : frameMs(frame - 1, fps) - timestamp;
      clusters.at(-1)!.blocks.push({ ...block, timestamp, track: VIDEO, reference });
      frame++;
    }
  }
  takeSound(Infinity);
  return clusters;
}

function head(movie: WebmMovie, clusters: readonly Cluster[]): Buffer {
  const ebml = element(
    ID.ebml,
    ...[0x4286, 0x42f7].map((id) => element(id, uint(1))),
    element(0x42f2, uint(4)),
    element(0x42f3, uint(8)),
    element(0x4282, Buffer.from('webm')),
    element(0x4287, uint(4)),
    element(0x4285, uint(2)),
  );
  const frames = movie.chunks.reduce((sum, { blocks }) => sum + blocks.length, 0);
  const { tool, comment } = movie.provenance;
  const info = element(
    ID.info,
    element(ID.timestampScale, uint(NANOSECONDS_PER_TICK)),
    element(ID.duration, float64((frames * 1000 * movie.fps.den) / movie.fps.num)),
    element(ID.muxingApp, Buffer.from(tool)),
    element(ID.writingApp, Buffer.from(tool)),
  );
  const tracks = element(
    ID.tracks,
    movie.chunks[0]!.trackEntry,
    ...(movie.audio ? [renumber(movie.audio.trackEntry, AUDIO)] : []),
  );
  const simpleTag = element(
    ID.simpleTag,
    element(ID.tagName, Buffer.from('COMMENT')),
    element(ID.tagString, Buffer.from(comment)),
  );
  const tags = element(ID.tags, element(ID.tag, element(ID.targets), simpleTag));
  // Offsets do not change a size, so a first pass with any offset tells where the clusters will begin.
  const seekHeadSize = seekHead([0, 0, 0, 0]).length;
  const positions = [seekHeadSize, seekHeadSize + info.length, seekHeadSize + info.length + tracks.length];
  const cuesAt = positions[2]! + tags.length;
  const clustersAt = cuesAt + cues(clusters, 0).length;
  const parts = [seekHead([...positions, cuesAt]), info, tracks, tags, cues(clusters, clustersAt)];
  const size = clusters.reduce((sum, cluster) => sum + clusterSize(cluster), clustersAt);
  return Buffer.concat([ebml, idBytes(ID.segment), wideVint(size), ...parts]);
}

function seekHead([info, tracks, tags, cuesAt]: number[]): Buffer {
  const seek = (id: number, position: number) =>
    element(ID.seek, element(ID.seekId, idBytes(id)), element(ID.seekPosition, uint64(position)));
  return element(
    ID.seekHead,
    seek(ID.info, info!),
    seek(ID.tracks, tracks!),
    seek(ID.tags, tags!),
    seek(ID.cues, cuesAt!),
  );
}

function cues(clusters: readonly Cluster[], clustersAt: number): Buffer {
  let at = clustersAt;
  const points = clusters.map((cluster) => {
    const position = element(
      ID.cueTrackPositions,
      element(ID.cueTrack, uint(VIDEO)),
      element(ID.cueClusterPosition, uint64(at)),
    );
    at += clusterSize(cluster);
    return element(ID.cuePoint, element(ID.cueTime, uint(cluster.timestamp)), position);
  });
  return element(ID.cues, ...points);
}

/** A length in eight bytes, whatever its value. */
function wideVint(value: number): Buffer {
  const bytes = uint64(value);
  bytes[0] = 1;
  return bytes;
}

const clusterTime = ({ timestamp }: Cluster): Buffer => element(ID.timestamp, uint(timestamp));

function clusterSize(cluster: Cluster): number {
  const body = bodySize(cluster);
  return header(ID.cluster, body).length + body;
}

function bodySize(cluster: Cluster): number {
  return cluster.blocks.reduce((sum, block) => sum + blockSize(block), clusterTime(cluster).length);
}

/** Track number, relative time and flags. */
const BLOCK_HEADER_SIZE = 4;

function blockSize({ frameSize, extrasSize, isKeyframe }: Placed): number {
  const size = BLOCK_HEADER_SIZE + frameSize;
  if (extrasSize === 0) return header(ID.simpleBlock, size).length + size;
  const group = header(ID.block, size).length + size + extrasSize + (isKeyframe ? 0 : REFERENCE_SIZE);
  return header(ID.blockGroup, group).length + group;
}

const REFERENCE_SIZE = element(ID.referenceBlock, int16(0)).length;

function writeBlock(placed: Placed, clusterTimestamp: number, { frame, extras }: Block): Buffer[] {
  const { track, timestamp, isKeyframe, reference } = placed;
  const time = int16(timestamp - clusterTimestamp);
  const size = BLOCK_HEADER_SIZE + frame.length;
  if (extras.length === 0) {
    const flags = Buffer.from([isKeyframe ? 0x80 : 0]);
    return [header(ID.simpleBlock, size), vint(track), time, flags, frame];
  }
  const references = isKeyframe ? Buffer.alloc(0) : element(ID.referenceBlock, int16(reference));
  const groupSize = header(ID.block, size).length + size + extras.length + references.length;
  return [
    header(ID.blockGroup, groupSize),
    header(ID.block, size),
    vint(track),
    time,
    Buffer.from([0]),
    frame,
    extras,
    references,
  ];
}
