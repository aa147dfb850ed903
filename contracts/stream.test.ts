import { expect, it } from 'vitest';
import { expectedH264Codec, h264CodecOf, masterPlaylist, mediaPlaylist } from './stream.ts';

const FACTS = {
  picture: { width: 320, height: 180, frameRate: 30_000 / 1001 },
  bandwidth: 1000.5,
  codecs: ['avc1.64000d', 'mp4a.40.2'],
};

it('a master playlist names sound only where there is some', () => {
  expect(masterPlaylist(FACTS, { video: 'video.m3u8', audio: 'audio.m3u8' }).split('\n')).toEqual([
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="Audio",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="audio.m3u8"',
    '#EXT-X-STREAM-INF:BANDWIDTH=1001,RESOLUTION=320x180,FRAME-RATE=29.970,CODECS="avc1.64000d,mp4a.40.2",AUDIO="audio"',
    'video.m3u8',
    '',
  ]);
  expect(masterPlaylist(FACTS, { video: 'v', audio: null })).not.toMatch(/AUDIO/);
});

it('a codec is read from what a stream begins with', () => {
  expect(h264CodecOf(new TextEncoder().encode('…avcC\u0001\u0064\u0000\u001f'))).toBe('avc1.64001f');
  expect(h264CodecOf(new Uint8Array(3))).toBeNull();
});

it('what a player has read of a list stays as it was', () => {
  const segments = [4, 4, 2.5].map((durationSeconds, index) => ({ uri: `${index}.m4s`, durationSeconds }));
  const lists = [1, 2, 3, 3].map((length, state) =>
    mediaPlaylist('init.mp4', segments.slice(0, length), { isComplete: state === 3, targetSeconds: 4 }),
  );
  for (const [state, list] of lists.slice(1).entries()) expect(list.startsWith(lists[state]!)).toBe(true);
  expect(lists.at(-1)).toMatch(/2\.500000,\n2\.m4s\n#EXT-X-ENDLIST\n$/);
});

it.each([
  [320, 180, 30, 'avc1.64001e'],
  [1280, 720, 30, 'avc1.64001f'],
  [1920, 1080, 30, 'avc1.640028'],
  [1920, 1080, 60, 'avc1.64002a'],
  [3840, 2160, 30, 'avc1.640033'],
  [7680, 4320, 240, 'avc1.64003e'],
])('%i×%i at %i frames per second is expected to be %s', (width, height, frameRate, codec) =>
  expect(expectedH264Codec({ width, height, frameRate })).toBe(codec),
);
