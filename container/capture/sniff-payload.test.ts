import { describe, expect, it } from 'vitest';
import { checkPayload } from './check-payload.ts';
import { sniffPayload } from './sniff-payload.ts';

const latin1 = (text: string) => Buffer.from(text, 'latin1');

it.each([
  ['image', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'],
  ['image', '\xff\xd8\xff\xe0'],
  ['image', 'GIF89a'],
  ['image', 'RIFF\x10\0\0\0WEBPVP8 '],
  ['image', '\0\0\0\x1cftypavif'],
  ['image', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ['image', '\xef\xbb\xbf<?xml version="1.0"?>\n<!-- made by hand -->\n<!DOCTYPE svg PUBLIC "a" "b">\n<svg>'],
  ['image', '<svg:svg xmlns:svg="http://www.w3.org/2000/svg">'],
  ['video', '\0\0\0\x18ftypisom'],
  ['video', '\0\0\0\x14ftypqt  '],
  ['video', '\x1a\x45\xdf\xa3\x01'],
  ['audio', '\0\0\0\x1cftypM4A '],
  ['audio', 'ID3\x04\0'],
  ['audio', '\xff\xfb\x90\x64'],
  ['audio', 'RIFF\x10\0\0\0WAVEfmt '],
  ['audio', 'OggS\0'],
  ['font', 'wOF2\0\x01\0\0'],
  ['font', '\0\x01\0\0\0\x0f'],
  ['text', '<!doctype html><html><svg></svg></html>'],
  ['text', '{"error":"no such file"}'],
  ['text', 'Not found, sorry'],
  ['unknown', '\x01\x02\x03\x04'],
  ['unknown', ''],
])('%s: %j', (payload, text) => expect(sniffPayload(latin1(text))).toBe(payload));

describe('a place in the page', () => {
  const PNG = latin1('\x89PNG\r\n\x1a\n');
  const MP4 = latin1('\0\0\0\x18ftypisom');
  const MP3 = latin1('ID3\x04\0');

  it.each([
    ['Image', PNG],
    ['Media', MP4],
    ['Media', MP3],
    ['Image', latin1('\x01\x02')],
    ['Script', latin1('let a')],
    ['Fetch', latin1('<html>')],
  ] as const)('takes for %s what it needs and what is not known', (kind, bytes) =>
    expect(() => checkPayload('https://a.test/x', kind, bytes)).not.toThrow(),
  );

  it.each([
    [
      'Image',
      latin1('<!doctype html><p>Log in'),
      'NOT_MEDIA_PAYLOAD',
      /The image https:\/\/a\.test\/x is an HTML page/,
    ],
    ['Media', latin1('{"error":1}'), 'NOT_MEDIA_PAYLOAD', /The media .* is JSON, not video or audio/],
    ['Font', latin1('Not found'), 'NOT_MEDIA_PAYLOAD', /The font .* is text, not a font/],
    ['Image', latin1(''), 'NOT_MEDIA_PAYLOAD', /is empty/],
    ['Media', PNG, 'ASSET_MEDIA_TYPE_MISMATCH', /is of type image, and its place needs video or audio/],
    ['Image', MP4, 'ASSET_MEDIA_TYPE_MISMATCH', /is of type video/],
    ['Font', PNG, 'ASSET_MEDIA_TYPE_MISMATCH', /is of type image, and its place needs a font/],
    ['Image', latin1('II*\0\x08'), 'ASSET_MEDIA_TYPE_MISMATCH', /is a TIFF file, which browsers do not show: convert/],
    ['Image', latin1('MM\0*'), 'ASSET_MEDIA_TYPE_MISMATCH', /is a TIFF file/],
    ['Image', latin1('\0\0\0\x18ftypheic'), 'ASSET_MEDIA_TYPE_MISMATCH', /is a HEIC file/],
    ['Image', latin1('\0\0\0\x0cjP  \r\n'), 'ASSET_MEDIA_TYPE_MISMATCH', /is a JPEG 2000 file/],
    ['Media', latin1('II*\0\x08'), 'ASSET_MEDIA_TYPE_MISMATCH', /is of type image/],
  ] as const)('refuses for %s what it is not', (kind, bytes, code, message) => {
    expect(() => checkPayload('https://a.test/x', kind, bytes)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });
});
