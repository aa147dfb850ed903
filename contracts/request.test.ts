import { describe, expect, it } from 'vitest';
import { MAX_INLINE_HTML_BYTES } from './limits.ts';
import { parseBitrate, parseCompositionRef, parseRequest, RenderRequest } from './request.ts';

const parse = (fields: object) => parseRequest(RenderRequest, { composition: 'titles', ...fields });

it('fills in what a caller leaves out', () => {
  expect(parse({})).toEqual({
    composition: 'titles',
    entry: 'index.html',
    variables: {},
    strictVariables: false,
    strictness: 'best-effort',
    format: 'mp4',
    hdr: 'auto',
    quality: 'standard',
    maxParallelChunks: 16,
  });
});

describe('refuses, naming the field', () => {
  it.each<[object, string]>([
    [{ colour: 'red' }, 'colour: is not a known field.'],
    [{ composition: '' }, 'composition:'],
    [{ composition: 7 }, 'composition: Invalid input: expected string, received number.'],
    [{ fps: 0 }, 'fps: must lie between 1 and 240, not 0.'],
    [{ fps: '241' }, 'fps: must lie between 1 and 240, not 241.'],
    [{ fps: 29.97 }, 'fps: must be an integer or a fraction'],
    [{ fps: '30/0' }, 'fps: must be an integer or a fraction'],
    [{ width: 1921, height: 1080 }, 'width: must be an even integer from 16 to 7680, not 1921'],
    [{ width: 0, height: 1080 }, 'width:'],
    [{ width: 8192, height: 1080 }, 'width:'],
    [{ width: 1920 }, 'width: must come with height'],
    [{ resolution: '8k' }, 'resolution:'],
    [{ resolution: '4k', width: 1920, height: 1080 }, 'resolution: excludes width and height'],
    [{ variables: [1] }, 'variables:'],
    [{ variables: 'x' }, 'variables:'],
    [{ variables: { theme: { size: Number.NaN } } }, 'variables: must hold JSON values only: theme.size is NaN'],
    [{ entry: '../secret.html' }, 'entry:'],
    [{ entry: '/index.html' }, 'entry:'],
    [{ format: 'avi' }, 'format:'],
    [{ crf: 52 }, 'crf: must be from 1 to 51 for h264'],
    [{ crf: 0 }, 'crf: must be from 1 to 51 for h264'],
    [{ format: 'webm', crf: 64 }, 'crf:'],
    [{ format: 'webm', codec: 'h264' }, 'codec: h264 goes with format mp4 or hls, not with webm'],
    [{ format: 'hls', codec: 'h265' }, 'codec: h265 goes with format mp4, not with hls'],
    [{ format: 'mov', crf: 18 }, 'crf: has no meaning for format mov'],
    [{ format: 'gif', bitrate: '8M' }, 'bitrate: has no meaning for format gif'],
    [{ time: 1 }, 'time: goes with the formats of one picture, not with mp4'],
    [{ format: 'png', frameRange: { start: 0, end: 2 } }, 'frameRange: has no meaning for format png'],
    [{ frameRange: { start: 2, end: 2 } }, 'frameRange: must end after its start'],
    [{ frameRange: { start: -1, end: 2 } }, 'frameRange'],
    [{ format: 'png', time: -0.1 }, 'time:'],
    [{ format: 'gif', fps: 240 }, 'fps: must not exceed 50 for format gif'],
    [{ format: 'png', chunkSize: 5 }, 'chunkSize: has no meaning for format png'],
    [{ format: 'gif', spriteSheet: true }, 'spriteSheet: goes with the formats of a video, not with gif'],
    ...['webm', 'mov', 'hls', 'gif', 'png-sequence', 'png', 'jpeg', 'webp', 'm4a', 'wav'].map(
      (format): [object, string] => [
        { hdr: 'on', format },
        `hdr: "on" goes with format mp4, not with format ${format}`,
      ],
    ),
    [{ hdr: 'on', codec: 'h264' }, 'hdr: "on" goes with codec h265, not with codec h264'],
    [{ hdr: 'on', resolution: '4k' }, 'hdr: "on" excludes resolution'],
    [{ hdr: 'yes' }, 'hdr:'],
    [{ crf: 18, bitrate: '8M' }, 'crf: excludes bitrate'],
    [{ bitrate: 'lots' }, 'bitrate:'],
    [{ bitrate: '0.1k' }, 'bitrate: must be at least 1k'],
    [{ chunkSize: 0 }, 'chunkSize:'],
    [{ maxParallelChunks: 257 }, 'maxParallelChunks:'],
  ])('%j', (fields, message) => {
    expect(() => parse(fields)).toThrow(
      expect.objectContaining({ code: 'INVALID_REQUEST', message: expect.stringContaining(message) as string }),
    );
  });

  it.each([null, [], 'text', 7])('a body that is %j', (body) => {
    expect(() => parseRequest(RenderRequest, body)).toThrow(expect.objectContaining({ code: 'INVALID_REQUEST' }));
  });
});

it.each([100, 100_000])('refuses a body of %i levels, wherever they are', (levels) => {
  const deep: unknown = JSON.parse('['.repeat(levels) + ']'.repeat(levels));
  for (const fields of [{ variables: { deep } }, { fps: deep }]) {
    expect(() => parse(fields)).toThrow('body: must not be nested deeper than 100 levels.');
  }
});

it('measures inline HTML in bytes, and only that', () => {
  const limit = `<p>${'a'.repeat(MAX_INLINE_HTML_BYTES - 3)}`;
  expect(parse({ composition: limit }).composition).toBe(limit);
  for (const html of [`${limit}a`, `<p>${'ä'.repeat(MAX_INLINE_HTML_BYTES / 2)}`, `${limit.slice(0, -3)}😀`]) {
    expect(() => parse({ composition: html })).toThrow(expect.objectContaining({ code: 'PAYLOAD_TOO_LARGE' }));
  }
});

it.each([
  ['  <html>', 'html'],
  ['0123456789abcdef', 'site'],
  ['kinetic-titles', 'name'],
  ['0123456789ABCDEF', 'name'],
])('takes %s for a composition by %s', (text, kind) => expect(parseCompositionRef(text).kind).toBe(kind));

it.each([
  ['8M', 8_000_000],
  ['800k', 800_000],
  ['2.5m', 2_500_000],
  ['2500000', 2_500_000],
])('reads the bitrate %s', (text, bits) => expect(parseBitrate(text)).toBe(bits));
