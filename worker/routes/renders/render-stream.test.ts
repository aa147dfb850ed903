import { env } from 'cloudflare:workers';
import { beforeEach, expect, it, vi } from 'vitest';
import { EdgereelError } from '#contracts/errors.ts';
import { renderKey } from '#contracts/keys.ts';
import { call, ORIGIN, readRender, refusal, renderEnd, startRender } from '../../testing/api.ts';
import { farm, resetFarm } from '../../testing/farm.ts';

beforeEach(() => resetFarm({ format: 'hls', frameCount: 1920, slots: 4 }));

const elsewhere = (url: string) => url.replace(ORIGIN, 'https://edgereel.example.com');
const lines = async (url: string): Promise<string[]> => {
  const response = await call(elsewhere(url));
  expect(response.headers.get('content-type')).toBe('application/vnd.apple.mpegurl');
  return (await response.text()).split('\n');
};

it('grows by each chunk that follows without a gap, and is whole in the end', async () => {
  const gate = Promise.withResolvers<void>();
  farm.before = async ({ name, body }) => {
    if (name === 'chunk' && body.index === 2) await gate.promise;
  };
  const { id, links } = await startRender({ format: 'hls', maxParallelChunks: 4 });
  // The third chunk is held back; those after it are stored but cannot be played yet.
  await vi.waitFor(async () => expect((await readRender(id)).progress.chunksDone).toBe(15), { timeout: 20_000 });

  const query = new URL(links.playlist!).search;
  const video = links.playlist!.replace('master.m3u8', 'video.m3u8');
  expect(await lines(links.playlist!)).toEqual([
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    '#EXT-X-STREAM-INF:BANDWIDTH=9331200,RESOLUTION=1920x1080,FRAME-RATE=30.000,CODECS="avc1.64001f"',
    `video.m3u8${query}`,
    '',
  ]);
  expect(await lines(video)).toEqual([
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    '#EXT-X-TARGETDURATION:4',
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:EVENT',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    '#EXT-X-START:TIME-OFFSET=0,PRECISE=YES',
    `#EXT-X-MAP:URI="init.mp4${query}"`,
    '#EXTINF:4.000000,',
    `000000.m4s${query}`,
    '#EXTINF:4.000000,',
    `000001.m4s${query}`,
    '',
  ]);
  const segment = await call(elsewhere(video.replace('video.m3u8', '000001.m4s')));
  expect([segment.headers.get('content-type'), await segment.text()]).toEqual(['video/mp4', 'chunk 1']);

  gate.resolve();
  const done = await renderEnd(id);
  expect(new URL(done.output!.url).pathname).toBe(`/api/renders/${id}/stream/master.m3u8`);
  expect(await lines(done.output!.url)).toContain(`video.m3u8${new URL(done.output!.url).search}`);
  expect(await lines(video)).toContain('#EXT-X-ENDLIST');
});

it('is held back until there is something to play', async () => {
  const planning = Promise.withResolvers<void>();
  const drawing = Promise.withResolvers<void>();
  farm.before = ({ name }) => (name === 'plan' ? planning.promise : name === 'chunk' ? drawing.promise : undefined);
  const { id, links } = await startRender({ format: 'hls' });
  const query = new URL(links.playlist!).search;
  const video = links.playlist!.replace('master', 'video');
  let isListed = false;
  const [master, list] = [lines(links.playlist!), lines(video).finally(() => (isListed = true))];
  planning.resolve();
  // A master needs the plan alone.
  expect(await master).toContain(
    '#EXT-X-STREAM-INF:BANDWIDTH=9331200,RESOLUTION=1920x1080,FRAME-RATE=30.000,CODECS="avc1.640028"',
  );
  const early = await call(elsewhere(video.replace('video.m3u8', '000000.m4s')));
  expect(early.headers.get('retry-after')).toBe('2');
  expect(await refusal(early)).toMatchObject({ status: 503, code: 'CHUNK_MISSING', retryable: true });
  expect(isListed).toBe(false);
  drawing.resolve();
  expect(await list).toContain(`000000.m4s${query}`);
  await renderEnd(id);
});

it('is nothing for players when the render fails before its first chunk', async () => {
  const planning = Promise.withResolvers<void>();
  farm.before = async () => {
    await planning.promise;
    throw new EdgereelError('COMPOSITION_INVALID', 'No root.');
  };
  const { id, links } = await startRender({ format: 'hls' });
  const waiting = call(elsewhere(links.playlist!));
  planning.resolve();
  await renderEnd(id);
  for (const answer of [waiting, call(elsewhere(links.playlist!.replace('master', 'video')))])
    expect(await refusal(await answer)).toMatchObject({
      status: 404,
      message: `Render ${id} is failed and left nothing to play.`,
    });
});

it('ends for players when the render fails', async () => {
  farm.before = ({ name, body }) => {
    if (name === 'chunk' && body.index === 1) throw new Error('broken');
  };
  const { id, links } = await startRender({ format: 'hls', maxParallelChunks: 1 });
  expect((await renderEnd(id)).status).toBe('failed');
  expect(await lines(links.playlist!.replace('master', 'video'))).toEqual(
    expect.arrayContaining(['#EXT-X-ENDLIST', expect.stringMatching(/^000000\.m4s/)]),
  );
});

it('is opened by its own link alone', async () => {
  const { id, links } = await startRender({ format: 'hls' });
  await renderEnd(id);
  expect((await call(elsewhere(`${links.self}/stream/master.m3u8`))).status).toBe(401);
  const query = new URL(links.playlist!).search;
  expect(await refusal(await call(elsewhere(`${links.self}/output${query}`)))).toMatchObject({ status: 403 });
  expect(await refusal(await call(elsewhere(`${links.self}/stream/000777.m4s${query}`)))).toMatchObject({
    status: 404,
  });
  expect((await call(elsewhere(`${links.self}/stream/..%2foutput.m3u8${query}`))).status).toBe(401);
});

it('is nothing that a file render has', async () => {
  resetFarm();
  const { id, links } = await startRender();
  await renderEnd(id);
  expect(links.playlist).toBeUndefined();
  expect(await refusal(await call(`${links.self}/stream/master.m3u8`))).toMatchObject({ status: 404 });
});

it('sprites are opened by one link, which the text track hands on', async () => {
  resetFarm();
  const { id } = await startRender({ spriteSheet: true });
  const { links } = await renderEnd(id);
  await env.ARTIFACTS.put(renderKey('main', id, 'sprites.vtt'), 'WEBVTT\n\nsprites.jpg#xywh=0,0,160,90\n');
  await env.ARTIFACTS.put(renderKey('main', id, 'sprites.jpg'), 'picture');
  const cues = await (await call(elsewhere(links.sprites!))).text();
  const picture = /sprites\.jpg\?[^#]+/.exec(cues)![0];
  expect(await (await call(elsewhere(`${links.self}/${picture}`))).text()).toBe('picture');
});
