import { expect, test } from 'vitest';
import { REPO_ROOT } from '../../local/paths.ts';
import { parseStrictly, UsageError } from '../../local/run-program.ts';
import { readRenderOptions, renderArgs } from './render-options.ts';

const read = (...words: string[]) => readRenderOptions(parseStrictly(words, renderArgs));

test('without arguments the sample is rendered into renders/', () => {
  expect(read()).toMatchObject({
    folder: null,
    request: { composition: 'kinetic-titles' },
    outputPath: `${REPO_ROOT}/renders/kinetic-titles.mp4`,
    isJson: false,
    nodes: undefined,
    port: 0,
  });
});

test('a folder gives the name, and options become the request', () => {
  const { folder, request, outputPath } = read(
    '/films/intro',
    '--variables',
    '{"title":"Hi"}',
    '--fps',
    '60',
    '--quality',
    'high',
    '--crf',
    '20',
    '--resolution',
    '4k',
    '--max-parallel-chunks',
    '4',
    '--strict-variables',
    '--strict-all',
    '--font-fallback',
  );
  expect(folder).toBe('/films/intro');
  expect(outputPath).toBe(`${REPO_ROOT}/renders/intro.mp4`);
  expect(request).toEqual({
    composition: 'intro',
    variables: { title: 'Hi' },
    strictVariables: true,
    strictness: 'strict-all',
    fontFallback: true,
    fps: '60',
    format: 'mp4',
    quality: 'high',
    crf: 20,
    resolution: '4k',
    maxParallelChunks: 4,
    title: 'intro',
  });
});

test.each([
  [['--format', 'webm'], 'webm', 'intro.webm'],
  [['--format', 'png-sequence', '--frames', '3:9'], 'png-sequence', 'intro.zip'],
  [['--format', 'jpeg', '--time', '2.5'], 'jpeg', 'intro.jpg'],
  [['--format', 'hls'], 'hls', 'intro'],
])('%j is a render of its kind', (words, format, file) => {
  const { request, outputPath } = read('/films/intro', ...words);
  expect(request.format).toBe(format);
  expect(outputPath).toBe(`${REPO_ROOT}/renders/${file}`);
});

test.each([
  [['--variables', '[1]'], /variables/],
  [['--variables', '{title}'], /--variables must be a JSON object/],
  [['--fps', '29.97'], /fps.*integer or a fraction/],
  [['--width', '101', '--height', '100'], /width.*even/],
  [['--width', '1280'], /must come with height/],
  [['--quality', 'best'], /quality/],
  [['--crf', '20', '--bitrate', '8M'], /excludes bitrate/],
  [['--format', 'avi'], /format/],
  [['--format', 'webm', '--codec', 'h265'], /h265 goes with format mp4, not with webm/],
  [['--format', 'webm', '--hdr', 'on'], /hdr: "on" goes with format mp4, not with format webm/],
  [['--frames', '30-90'], /--frames must be like 30:90/],
  [['--frames', '90:30'], /frameRange: must end after its start/],
  [['--time', '1'], /time: goes with the formats of one picture/],
  [['--nodes', '0'], /--nodes must be a whole number from 1 to 64/],
  [['/films/intro', '--composition', 'kinetic-titles'], /not both/],
])('%j is wrong use', (words, message) => {
  expect(() => read(...words)).toThrow(UsageError);
  expect(() => read(...words)).toThrow(message);
});
