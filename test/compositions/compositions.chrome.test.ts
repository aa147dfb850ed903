/**
 * The library of small compositions, one per rule of the format: each is planned, rendered, decoded, and looked at.
 * @module
 */
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { LINT_CODES } from '#contracts/lint/table.ts';
import { makeDecoder } from '../../container/testing/decode.ts';
import { startTestNode, type TestNode } from '../../container/testing/engine-fixture.ts';
import { mirroredWeb } from '../../container/testing/mirrored-web.ts';
import type { Mirrors } from '../../scripts/local/mirror-file.ts';
import { COLORS, type Color, type CompositionChecks } from './checks.ts';

/** What the encoder and 4:2:0 may take from a flat colour. */
const TOLERANCE = 12;
const LIBRARY = import.meta.dirname;
const NODE_MODULES = join(LIBRARY, '../../node_modules');

/** A render alone leaves a core idle while its page loads or its frames are encoded. */
const RENDERS_AT_ONCE = 2;
vi.setConfig({ maxConcurrency: RENDERS_AT_ONCE });

let node: TestNode;

beforeAll(async () => {
  node = await startTestNode();
});

afterAll(async () => {
  await node?.[Symbol.asyncDispose]();
});

const names = (await Array.fromAsync(glob('*/checks.ts', { cwd: LIBRARY }))).map((path) => path.split('/')[0]!);

test.concurrent.each(names.toSorted())('%s', async (name) => {
  const folder = join(LIBRARY, name);
  const { default: expected } = (await import(join(folder, 'checks.ts'))) as { default: CompositionChecks };
  node.artifacts.web = mirroredWeb(absolute(expected.mirrors ?? {}, folder));
  const { planHash, warnings, width } = await node.plan(await readSite(folder, expected), {
    ...(expected.chunkSize && { chunkSize: expected.chunkSize }),
    ...expected.call,
  });
  const codes = warnings.map(({ code }) => code);
  if (expected.warnings)
    expect(codes.filter((code) => !LINT_CODES.has(code)).toSorted()).toEqual(expected.warnings.toSorted());

  await node.renderWhole(planHash, { renderId: name });
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
});

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
