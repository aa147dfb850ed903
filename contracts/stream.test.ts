import { expect, it } from 'vitest';
import { h264CodecOf, masterPlaylist } from './stream.ts';

const FACTS = {
  width: 320,
  height: 180,
  frameRate: 30_000 / 1001,
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
  expect(masterPlaylist({ ...FACTS, codecs: [] }, { video: 'v', audio: null })).not.toMatch(/AUDIO|CODECS/);
});

it('a codec is read from what a stream begins with', () => {
  expect(h264CodecOf(new TextEncoder().encode('…avcC\u0001\u0064\u0000\u001f'))).toBe('avc1.64001f');
  expect(h264CodecOf(new Uint8Array(3))).toBeNull();
});
