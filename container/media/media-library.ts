/**
 * The video and sound files of a composition, by the addresses its elements name.
 * @module
 */
import pLimit from 'p-limit';
import { EdgereelError, isEdgereelError, withDetails } from '#contracts/errors.ts';
import { frameTicks, MEDIA_BLOCK_BYTES, mediaIdOf, type PlannedMedia } from '#contracts/media.ts';
import { measureBusyTime, type BusyTime } from '../system/busy-time.ts';
import { nameOf } from '../capture/missing-file.ts';
import type { RemoteFiles } from '../artifacts/remote-files.ts';
import type { SiteFiles } from '../artifacts/site-files.ts';
import { hashBlocks } from '../system/hash-file.ts';
import type { VideoSource } from './frame-stream.ts';
import { plannedUrl } from './inline-media.ts';
import { locateMedia } from './locate-media.ts';
import { probeMedia, type ProbePrograms } from './probe-media.ts';

export interface MediaLibrary {
  /** Throws the reason why the file cannot be played. */
  get(url: string): Promise<PlannedMedia>;
  /** The video with this content. */
  source(mediaId: string): VideoSource | Promise<VideoSource>;
}

/** A file that can be played, on this node's disk. */
export interface LocatedMedia extends PlannedMedia {
  path: string;
}

/** Looks at files for the first time, while a plan is made. */
export interface ProbingLibrary extends MediaLibrary {
  get(url: string): Promise<LocatedMedia>;
  readonly busy: BusyTime;
  whenDone(): Promise<unknown>;
  /** The media that were asked for and can be played, sorted by URL. */
  found(): Promise<PlannedMedia[]>;
}

const PARALLEL_PROBES = 2;

export function openProbingLibrary(
  programs: ProbePrograms,
  site: { files: SiteFiles; remote: RemoteFiles },
  signal: AbortSignal,
): ProbingLibrary {
  const known = new Map<string, Promise<LocatedMedia>>();
  const limit = pLimit(PARALLEL_PROBES);
  const busy = measureBusyTime();
  const sources = new Map<string, VideoSource>();

  async function look(url: string): Promise<LocatedMedia> {
    const path = await locateMedia(url, site);
    try {
      const [facts, hashes] = await Promise.all([
        probeMedia(programs, path, signal),
        hashBlocks(path, MEDIA_BLOCK_BYTES, signal),
      ]);
      const media = { url: plannedUrl(url), ...hashes, facts, path };
      addSource(sources, media, path);
      return media;
    } catch (error) {
      throw namingTheFile(error, url);
    }
  }

  return {
    async get(url) {
      const looking = known.get(url) ?? busy.during(() => limit(() => look(url)));
      known.set(url, looking);
      return looking;
    },
    source: (mediaId) => sources.get(mediaId) ?? unknownSource(mediaId),
    busy,
    whenDone: () => Promise.allSettled(known.values()),
    async found() {
      const settled = await Promise.allSettled(known.values());
      return settled
        .flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []))
        .map(({ path: _here, ...media }) => media)
        .toSorted((a, b) => (a.url < b.url ? -1 : 1));
    },
  };
}

/** The files of a plan; `locate` is where the bytes with a hash can be read. */
export function openPlannedLibrary(
  planned: readonly PlannedMedia[],
  locate: (sha256: string) => Promise<Pick<VideoSource, 'location' | 'check'>>,
): MediaLibrary {
  const byUrl = new Map(planned.map((media) => [media.url, media]));
  const videos = new Map(planned.map(({ sha256, facts }) => [mediaIdOf(sha256), { sha256, video: facts.video }]));
  const sources = new Map<string, Promise<VideoSource>>();

  async function open(mediaId: string): Promise<VideoSource> {
    const { sha256, video } = videos.get(mediaId) ?? unknownSource(mediaId);
    if (!video) return unknownSource(mediaId);
    return { ...(await locate(sha256)), video, ticks: frameTicks(video.frames) };
  }

  return {
    async get(url) {
      const media = byUrl.get(plannedUrl(url));
      if (media) return media;
      throw new EdgereelError(
        'ASSET_NOT_FROZEN',
        `A media element plays ${nameOf(url)}, which the plan does not hold.`,
        {
          details: { url: nameOf(url) },
        },
      );
    },
    source(mediaId) {
      const source = sources.get(mediaId) ?? open(mediaId);
      sources.set(mediaId, source);
      return source;
    },
  };
}

function addSource(sources: Map<string, VideoSource>, { sha256, facts }: PlannedMedia, location: string): void {
  if (facts.video)
    sources.set(mediaIdOf(sha256), {
      location,
      check: () => undefined,
      video: facts.video,
      ticks: frameTicks(facts.video.frames),
    });
}

/** Throws why a file's video cannot be played, although its sound can. */
export function checkVideo({ url, facts: { videoFault } }: PlannedMedia): void {
  if (videoFault === undefined) return;
  throw namingTheFile(
    new EdgereelError('VIDEO_SOURCE_UNRENDERABLE', videoFault, { details: { reason: videoFault } }),
    url,
  );
}

function namingTheFile(error: unknown, url: string): unknown {
  if (!isEdgereelError(error) || error.code !== 'VIDEO_SOURCE_UNRENDERABLE') return error;
  const name = nameOf(url);
  return withDetails(
    new EdgereelError(
      error.code,
      `The media ${name} cannot be played: ${error.message.replace(/\.$/, '')}. Replace it with an intact file.`,
      {
        details: error.details,
        cause: error.cause,
      },
    ),
    { url: name },
  );
}

function unknownSource(mediaId: string): never {
  throw new EdgereelError('ASSET_NOT_FROZEN', `The plan holds no video ${mediaId}.`, { details: { mediaId } });
}
