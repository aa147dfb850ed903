import { describe, expect, it } from 'vitest';
import { saidTwice } from '../test/support/said-twice.ts';
import type { EdgereelError } from './errors.ts';
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
    [{ composition: 7 }, 'composition: must be text, not 7.'],
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
    [{ bitrate: '99999999M' }, 'bitrate: must be at most 500M, not "99999999M".'],
    [{ bitrate: '500.000001M' }, 'bitrate: must be at most 500M'],
    [{ bitrate: '9'.repeat(400) }, 'bitrate: must be at most 500M, not "999'],
    [{ bitrate: `0.${'0'.repeat(400)}1M` }, 'bitrate: must be at least 1k'],
    [{ bitrate: '1e9' }, 'bitrate: must look like 8M or 800k, not "1e9".'],
    [{ bitrate: 8 }, 'bitrate: must be text, not 8.'],
    [{ fps: '9'.repeat(400) }, 'fps: must be an integer or a fraction'],
    [{ fps: `${'9'.repeat(400)}/${'9'.repeat(400)}` }, 'fps: must be an integer or a fraction'],
    [{ fps: true }, 'fps: must be a number or a text such as "30000/1001", not true.'],
    [{ crf: 1.5 }, 'crf: must be a whole number, not 1.5.'],
    [{ crf: 1e300 }, 'crf: must be'],
    [{ crf: '18' }, 'crf: must be a number, not "18".'],
    [{ format: 'png', time: 1e300 }, 'time: must be at most 86400, not 1e+300.'],
    [{ format: 'png', time: '1' }, 'time: must be a number, not "1".'],
    [{ frameRange: { start: 0, end: 1e15 } }, 'frameRange.end: must be at most 20736000, not 1000000000000000.'],
    [{ frameRange: { start: 0 } }, 'frameRange.end: is required.'],
    [{ frameRange: [0, 1] }, 'frameRange: must be a JSON object, not [0,1].'],
    [{ composition: 'a'.repeat(256) }, 'composition: must have at most 255 characters as a name'],
    [{ composition: '' }, 'composition: must have at least 1 character, not "".'],
    [{ format: 'avi' }, 'format: must be one of mp4, webm,'],
    [{ spriteSheet: 1 }, 'spriteSheet: must be true or false, not 1.'],
    [{ title: 'a'.repeat(501) }, 'title: must have at most 500 characters'],
    [{ entry: 'a'.repeat(2000) }, 'entry: must have at most 1024 characters'],
    [{ chunkSize: 0 }, 'chunkSize:'],
    [{ maxParallelChunks: 257 }, 'maxParallelChunks:'],
  ])('%j', (fields, message) => {
    expect(() => parse(fields)).toThrow(
      expect.objectContaining({ code: 'INVALID_REQUEST', message: expect.stringContaining(message) as string }),
    );
  });

  it.each([null, [], 'text', 7])('a body that is %j', (body) => {
    expect(() => parseRequest(RenderRequest, body)).toThrow(
      expect.objectContaining({
        code: 'INVALID_REQUEST',
        message: `body: must be a JSON object, not ${JSON.stringify(body)}.`,
      }),
    );
  });

  it('and never in the words of the schema library, whatever is wrong', () => {
    const wrong = [null, true, -1, 1.5, 1e300, '', 'x', [], [null], {}, { start: 'x' }];
    for (const field of Object.keys(RenderRequest.shape)) {
      for (const value of wrong) {
        try {
          parse({ [field]: value });
        } catch (error) {
          const { message, details } = error as EdgereelError;
          for (const text of [
            message,
            ...(details['problems'] as { message: string }[]).map((problem) => problem.message),
          ]) {
            expect(text).not.toMatch(/invalid|expected|received|too (big|small)|unrecognized|undefined|NaN/i);
            expect(saidTwice(text)).toBeNull();
          }
        }
      }
    }
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
