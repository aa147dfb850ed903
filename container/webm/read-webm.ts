/**
 * Reads a WebM of one track, as FFmpeg writes it: the track's description, and its blocks one by one.
 * @module
 */
import { open, type FileHandle } from 'node:fs/promises';
import { ID, lengthOfVint, malformed, readElements, readHeader, readUint, type Element } from './ebml.ts';

export interface WebmTrack {
  path: string;
  /** The whole `TrackEntry`. */
  trackEntry: Buffer;
  /** Null for sound. */
  video: { width: number; height: number; hasAlpha: boolean } | null;
  blocks: BlockFacts[];
}

export interface BlockFacts {
  /** Milliseconds. */
  timestamp: number;
  isKeyframe: boolean;
  /** Size of the coded frame. */
  frameSize: number;
  /** Size of what belongs to it: its alpha, how much of it to discard. */
  extrasSize: number;
}

export interface Block extends BlockFacts {
  frame: Buffer;
  /** Elements of its group beside the block itself and what it refers to. */
  extras: Buffer;
}

/** Throws `CHUNK_MISMATCH` for anything but one track in known lengths. */
export async function readWebm(path: string): Promise<WebmTrack> {
  await using file = await open(path);
  const segment = await findSegment(file);
  let trackEntry: Buffer | null = null;
  const blocks: BlockFacts[] = [];
  for await (const { id, bytes } of children(file, segment)) {
    if (id === ID.tracks) {
      const entries = readElements(bytes).filter((entry) => entry.id === ID.trackEntry);
      if (entries.length !== 1) throw malformed(`it has ${entries.length} tracks`);
      trackEntry = bytes.subarray(entries[0]!.start, entries[0]!.end);
    }
    if (id === ID.cluster) {
      for (const { frame: _frame, extras: _extras, ...facts } of readCluster(bytes)) blocks.push(facts);
    }
  }
  if (!trackEntry) throw malformed('it has no track');
  return { path, trackEntry, video: readVideo(trackEntry), blocks };
}

/** The blocks of a file in order, a cluster's worth in memory at a time. */
export async function* readBlocks(path: string, signal: AbortSignal): AsyncGenerator<Block> {
  await using file = await open(path);
  for await (const { id, bytes } of children(file, await findSegment(file))) {
    signal.throwIfAborted();
    if (id === ID.cluster) yield* readCluster(bytes);
  }
}

const MAX_HEADER_SIZE = 12;

async function readHeaderAt(file: FileHandle, at: number): Promise<Element> {
  const bytes = Buffer.alloc(MAX_HEADER_SIZE);
  const { bytesRead } = await file.read(bytes, 0, MAX_HEADER_SIZE, at);
  const element = readHeader(bytes.subarray(0, bytesRead), 0);
  if (!element) throw malformed('it is cut off');
  return { id: element.id, start: at, bodyStart: at + element.bodyStart, end: at + element.end };
}

async function findSegment(file: FileHandle): Promise<{ start: number; end: number }> {
  const { size } = await file.stat();
  const ebml = await readHeaderAt(file, 0);
  if (ebml.id !== ID.ebml) throw malformed('it does not begin as one');
  const segment = await readHeaderAt(file, ebml.end);
  if (segment.id !== ID.segment || segment.end > size) throw malformed('it is cut off');
  return { start: segment.bodyStart, end: segment.end };
}

/** What is wanted of a segment: its tracks and clusters, with their bodies. */
async function* children(file: FileHandle, { start, end }: { start: number; end: number }) {
  for (let at = start; at < end;) {
    const child = await readHeaderAt(file, at);
    if (child.end > end) throw malformed('it is cut off');
    if (child.id === ID.tracks || child.id === ID.cluster) {
      const bytes = Buffer.alloc(child.end - child.bodyStart);
      await file.read(bytes, 0, bytes.length, child.bodyStart);
      yield { id: child.id, bytes };
    }
    at = child.end;
  }
}

function* readCluster(bytes: Buffer): Generator<Block> {
  let clusterTime = 0;
  for (const child of readElements(bytes)) {
    if (child.id === ID.timestamp) clusterTime = readUint(bytes, child);
    if (child.id === ID.simpleBlock) {
      const block = readBlock(bytes, child);
      yield { ...block, timestamp: clusterTime + block.time, isKeyframe: block.isMarkedKey, ...withExtras([]) };
    }
    if (child.id !== ID.blockGroup) continue;
    const parts = readElements(bytes, child.bodyStart, child.end);
    const own = parts.find(({ id }) => id === ID.block);
    if (!own) throw malformed('a group has no block');
    const block = readBlock(bytes, own);
    const extras = parts.filter(({ id }) => id !== ID.block && id !== ID.referenceBlock);
    yield {
      ...block,
      timestamp: clusterTime + block.time,
      isKeyframe: !parts.some(({ id }) => id === ID.referenceBlock),
      ...withExtras(extras.map(({ start, end }) => bytes.subarray(start, end))),
    };
  }
}

function withExtras(parts: Buffer[]): Pick<Block, 'extras' | 'extrasSize'> {
  const extras = Buffer.concat(parts);
  return { extras, extrasSize: extras.length };
}

const LACING = 0x06;
const KEYFRAME = 0x80;

function readBlock(bytes: Buffer, { bodyStart, end }: Element) {
  const timeAt = bodyStart + lengthOfVint(bytes[bodyStart]);
  const flags = bytes[timeAt + 2]!;
  if (flags & LACING) throw malformed('its frames are laced');
  const frame = bytes.subarray(timeAt + 3, end);
  return { time: bytes.readInt16BE(timeAt), isMarkedKey: (flags & KEYFRAME) !== 0, frame, frameSize: frame.length };
}

function readVideo(trackEntry: Buffer): WebmTrack['video'] {
  const { bodyStart } = readHeader(trackEntry, 0)!;
  const video = readElements(trackEntry, bodyStart).find(({ id }) => id === ID.video);
  if (!video) return null;
  const parts = readElements(trackEntry, video.bodyStart, video.end);
  const valueOf = (wanted: number) => {
    const part = parts.find(({ id }) => id === wanted);
    return part ? readUint(trackEntry, part) : 0;
  };
  return { width: valueOf(ID.pixelWidth), height: valueOf(ID.pixelHeight), hasAlpha: valueOf(ID.alphaMode) === 1 };
}

/** A track's entry under another number. */
export function renumber(trackEntry: Buffer, number: number): Buffer {
  const renumbered = Buffer.from(trackEntry);
  for (const part of readElements(renumbered, readHeader(renumbered, 0)!.bodyStart)) {
    if (part.id !== ID.trackNumber && part.id !== ID.trackUid) continue;
    renumbered.fill(0, part.bodyStart, part.end);
    renumbered[part.end - 1] = number;
  }
  return renumbered;
}
