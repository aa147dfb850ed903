/**
 * The library of small compositions, one per rule of the format: each is planned, rendered, decoded, and looked at.
 * @module
 */
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, test, vi } from 'vitest';
import { LINT_CODES } from '#analysis/lint/table.ts';
import { makeDecoder } from '../../container/testing/decode.ts';
import { startTestNode, type TestNode } from '../../container/testing/engine-fixture.ts';
import { mirroredWeb } from '../../container/testing/mirrored-web.ts';
import type { Mirrors } from '../../local/mirror-file.ts';
import { COLORS, type Color, type CompositionChecks } from './checks.ts';

/** What the encoder and 4:2:0 may take from a flat colour near an edge. */
const TOLERANCE = 14;
const JPEG_START = 0xffd8;
/** Of a long composition, so many frames are jumped to. */
const JUMPS = 12;
const LIBRARY = import.meta.dirname;
const NODE_MODULES = join(LIBRARY, '../../node_modules');

/** A render alone leaves a core idle while its page loads or its frames are encoded. */
const RENDERS_AT_ONCE = 2;
vi.setConfig({ maxConcurrency: RENDERS_AT_ONCE });

const names = (await Array.fromAsync(glob('*/checks.ts', { cwd: LIBRARY }))).map((path) => path.split('/')[0]!);
const library = await Promise.all(
  names.toSorted().map(async (name) => {
    const folder = join(LIBRARY, name);
    const { default: expected } = (await import(join(folder, 'checks.ts'))) as { default: CompositionChecks };
    return { name, folder, expected };
  }),
);

/** Every fourth composition, or all of them with `EDGEREEL_LIBRARY=all`. */
const goesToThreeNodes = new Set(
  library.filter((_, i) => i % 4 === 0 || process.env['EDGEREEL_LIBRARY'] === 'all').map(({ name }) => name),
);

let node: TestNode;
let others: [TestNode, TestNode];

beforeAll(async () => {
  node = await startTestNode();
  others = [await startTestNode({}, node), await startTestNode({}, node)];
  // One web for all, because they are planned side by side: no two of them mirror the same address.
  const mirrors = library.map(({ folder, expected }) => absolute(expected.mirrors ?? {}, folder));
  node.artifacts.web = mirroredWeb(Object.assign({}, ...mirrors) as Mirrors);
});

afterAll(async () => {
  for (const other of others ?? []) await other[Symbol.asyncDispose]();
  await node?.[Symbol.asyncDispose]();
});

test.concurrent.for(library)('$name', async ({ name, folder, expected }, { expect }) => {
  const { planHash, warnings, width, chunkCount, frameCount } = await node.plan(await readSite(folder, expected), {
    ...(expected.chunkSize && { chunkSize: expected.chunkSize }),
    ...expected.call,
  });
  const codes = warnings.map(({ code }) => code);
  if (expected.warnings)
    expect(codes.filter((code) => !LINT_CODES.has(code)).toSorted()).toEqual(expected.warnings.toSorted());

  const { output, chunks } = await node.renderWhole(planHash, { renderId: name });
  const frames = await makeDecoder(node.engine.ffmpegPath).frames(node.output(name), 'rgb24');
  expect(frames).toHaveLength(expected.frames);
  const wrong = expected.pixels.flatMap(([frame, x, y, color]) => {
    const at = (y * width + x) * 3;
    const actual = [...frames[frame]!.subarray(at, at + 3)];
    return isNear(actual, color)
      ? []
      : [`frame ${frame} at ${x},${y}: ${actual.join(',')} instead of ${String(color)}`];
  });
  expect(wrong).toEqual([]);

  const jumps = expected.isOneWay ? [] : someFrames(frameCount);
  expect(await differingPictures(planHash, { frameCount, chunkSize: chunks[0]!.frames, jumps })).toEqual([]);
  if (chunkCount > 1 && goesToThreeNodes.has(name))
    expect(await renderOnThreeNodes(planHash, chunkCount, `${name}-on-three`)).toBe(output.sha256);
});

/**
 * Frames that look otherwise in a page that begins at the second chunk, as a node's does, and then goes over the timeline in
 * jumps, than in one that draws all of them in order. Pictures are compared byte for byte.
 */
async function differingPictures(
  planHash: string,
  { frameCount, chunkSize, jumps }: { frameCount: number; chunkSize: number; jumps: readonly number[] },
): Promise<string[]> {
  const chunkStart = Math.min(chunkSize, frameCount - 1);
  const inOrder = await node.pictures(planHash, [[0, frameCount]]);
  const otherwise = await node.pictures(planHash, [
    [chunkStart, Math.min(chunkStart + chunkSize, frameCount)],
    ...jumps.map((frame) => [frame, frame + 1] as const),
  ]);
  const differing = [...otherwise].filter(([frame, picture]) => !picture.equals(inOrder.get(frame)!));
  return Promise.all(
    differing.map(
      async ([frame, picture]) => `frame ${frame} by ${await largestDifference(picture, inOrder.get(frame)!)}`,
    ),
  );
}

/** Of any channel of any pixel. */
async function largestDifference(...pictures: [Buffer, Buffer]): Promise<number> {
  const decoder = makeDecoder(node.engine.ffmpegPath);
  const isPainted = pictures[0].readUInt16BE(0) !== JPEG_START;
  const [a, b] = isPainted
    ? pictures
    : await Promise.all(pictures.map(async (picture) => (await decoder.frames(picture, 'rgb24'))[0]!));
  return a!.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b![i]!)), 0);
}

/** Each chunk on another node than before, the last first. */
async function renderOnThreeNodes(planHash: string, chunkCount: number, renderId: string): Promise<string> {
  node.forgetChunks(planHash);
  const nodes = [...others, node];
  for (let index = chunkCount - 1; index >= 0; index--) await nodes[index % nodes.length]!.chunk(planHash, index);
  return (await others[1].assemble(planHash, { renderId })).sha256;
}

/** At most `JUMPS` frames in disorder, the same each time. */
function someFrames(frameCount: number): number[] {
  const key = (frame: number) => Math.imul(frame + 1, 0x9e3779b1) >>> 0;
  const frames = Array.from({ length: frameCount }, (_, frame) => frame);
  return frames.toSorted((a, b) => key(a) - key(b)).slice(0, JUMPS);
}

async function readSite(
  folder: string,
  { packages = {}, mirrors = {} }: CompositionChecks,
): Promise<Record<string, Buffer>> {
  const exclude = ['checks.ts', ...Object.values(mirrors).map((mirror) => `${mirror}/**`)];
  const paths = await Array.fromAsync(glob('**/*.*', { cwd: folder, exclude }));
  const own = await Promise.all(paths.map(async (path) => [path, await readFile(join(folder, path))] as const));
  const borrowed = await Promise.all(
    Object.entries(packages).map(async ([path, file]) => [path, await readFile(join(NODE_MODULES, file))] as const),
  );
  return Object.fromEntries([...own, ...borrowed]);
}

function absolute(mirrors: Mirrors, folder: string): Mirrors {
  return Object.fromEntries(Object.entries(mirrors).map(([prefix, name]) => [prefix, join(folder, name)]));
}

function isNear(actual: readonly number[], color: Color): boolean {
  const wanted = typeof color === 'string' ? COLORS[color] : color;
  return wanted.every((value, i) => Math.abs(value - actual[i]!) <= TOLERANCE);
}
