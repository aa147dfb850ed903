/**
 * Playlists of an HLS render: the same whether a node writes them at the end or the Worker while chunks come in.
 * @module
 */

export interface StreamSegment {
  uri: string;
  durationSeconds: number;
}

export interface StreamFacts {
  /** Size and rate of the picture. */
  picture: PictureFacts;
  /** Highest of any segment, in bits per second. */
  bandwidth: number;
  /** Codecs as RFC 6381 names them. */
  codecs: readonly string[];
}

export interface PictureFacts {
  width: number;
  height: number;
  /** Frames per second. */
  frameRate: number;
}

export const STREAM_FILES = {
  master: 'master.m3u8',
  video: 'video.m3u8',
  audio: 'audio.m3u8',
  videoInit: 'init.mp4',
  audioInit: 'audio-init.mp4',
} as const;

export const PLAYLIST_TYPE = 'application/vnd.apple.mpegurl';
/** AAC-LC, the one kind of sound a stream has. */
export const AAC_CODEC = 'mp4a.40.2';
/** Sound is coded at this rate, which no chunk's size tells. */
export const AUDIO_BITS_PER_SECOND = 192_000;

export const segmentName = (index: number): string => `${String(index).padStart(6, '0')}.m4s`;
export const audioSegmentName = (index: number): string => `audio-${segmentName(index)}`;

/**
 * A list that may still grow, or one that is whole. A player may have read any state of it, so each is the beginning of the next (RFC 8216,
 * 6.2.1). Whoever joins late starts at the first frame all the same.
 */
export function mediaPlaylist(
  initUri: string,
  segments: readonly StreamSegment[],
  { isComplete, targetSeconds }: { isComplete: boolean; targetSeconds: number },
): string {
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${Math.max(1, Math.ceil(targetSeconds))}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:EVENT',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    '#EXT-X-START:TIME-OFFSET=0,PRECISE=YES',
    `#EXT-X-MAP:URI="${initUri}"`,
    ...segments.flatMap(({ uri, durationSeconds }) => [`#EXTINF:${durationSeconds.toFixed(6)},`, uri]),
    ...(isComplete ? ['#EXT-X-ENDLIST'] : []),
    '',
  ].join('\n');
}

export function masterPlaylist(
  { picture, bandwidth, codecs }: StreamFacts,
  { video, audio }: { video: string; audio: string | null },
): string {
  const attributes = [
    `BANDWIDTH=${Math.max(1, Math.ceil(bandwidth))}`,
    `RESOLUTION=${picture.width}x${picture.height}`,
    `FRAME-RATE=${picture.frameRate.toFixed(3)}`,
    `CODECS="${codecs.join()}"`,
    ...(audio === null ? [] : ['AUDIO="audio"']),
  ];
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    ...(audio === null
      ? []
      : [
          `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="Audio",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="${audio}"`,
        ]),
    `#EXT-X-STREAM-INF:${attributes.join()}`,
    video,
    '',
  ].join('\n');
}

/** `avcC` in bytes. */
const AVCC = [0x61, 0x76, 0x63, 0x43];

/** Codec of an H.264 stream from what it begins with: profile, compatibility and level stand behind the name of the box. */
export function h264CodecOf(init: Uint8Array): string | null {
  for (let at = 0; at + 8 <= init.length; at++) {
    if (!AVCC.every((code, i) => init[at + i] === code)) continue;
    const profile = [5, 6, 7].map((offset) => init[at + offset]!.toString(16).padStart(2, '0'));
    return `avc1.${profile.join('')}`;
  }
  return null;
}

/** Levels of H.264 with the macroblocks they allow in a second and in a picture (Table A-1 of the standard). */
const LEVELS: readonly (readonly [level: number, perSecond: number, perPicture: number])[] = [
  [30, 40_500, 1620],
  [31, 108_000, 3600],
  [32, 216_000, 5120],
  [40, 245_760, 8192],
  [42, 522_240, 8704],
  [50, 589_824, 22_080],
  [51, 983_040, 36_864],
  [52, 2_073_600, 36_864],
  [60, 4_177_920, 139_264],
  [61, 8_355_840, 139_264],
  [62, 16_711_680, 139_264],
];

/** Codec of a High profile stream that does not exist yet, with the level that its pictures need. */
export function expectedH264Codec({ width, height, frameRate }: PictureFacts): string {
  const blocks = Math.ceil(width / 16) * Math.ceil(height / 16);
  const [level] =
    LEVELS.find(([, perSecond, perPicture]) => blocks <= perPicture && blocks * frameRate <= perSecond) ??
    LEVELS.at(-1)!;
  return `avc1.6400${level.toString(16)}`;
}

/** Bits per second to announce for a stream whose size nobody knows: plenty for its pictures. */
export function expectedBandwidth({ width, height, frameRate }: PictureFacts): number {
  return Math.round(width * height * frameRate * 0.15);
}
