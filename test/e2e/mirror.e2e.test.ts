/**
 * Files from the web, by way of the whole system: `npm run render -- <dir> --mirror …`.
 * @module
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { REPO_ROOT } from '../../local/paths.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const INDEX = `<!doctype html><html><head><link rel="stylesheet" href="https://cdn.test/style.css"></head><body>
<div data-composition-id="main" data-width="128" data-height="64" data-fps="10" data-duration="1" data-no-timeline>
  <div id="box"></div><img src="https://img.test/photo.svg?size=64">
</div><script src="https://cdn.test/lib/paint.js"></script></body></html>`;
const WEB = {
  'cdn/style.css': '@import url("part.css"); body { background: #000 }',
  'cdn/part.css': '#box { width: 64px; height: 64px; background: #0f0 }',
  'cdn/lib/paint.js': 'document.getElementById("box").style.opacity = 0.5;',
  'img/photo.svg':
    '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect width="64" height="64" fill="red"/></svg>',
};

/** Renders through a system of its own, and gives the line of JSON it ends with. */
async function render(files: Record<string, string>, nodes: number): Promise<Record<string, unknown>> {
  const folder = await temporaryFolder();
  for (const [name, content] of Object.entries({ 'site/index.html': INDEX, ...files })) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  const words = [
    ...[join(folder, 'site'), '--out', join(folder, 'out.mp4'), '--data', join(folder, 'data'), '--json'],
    ...['--mirror', `https://cdn.test/=${join(folder, 'cdn')}`, '--mirror', `https://img.test=${join(folder, 'img')}`],
    ...['--nodes', String(nodes), '--chunk-size', '5'],
  ];
  const child = spawn(process.execPath, [join(REPO_ROOT, 'scripts/bootstrap.mjs'), 'cli/render.ts', ...words], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [stdout] = await Promise.all([text(child.stdout), once(child, 'close')]);
  return JSON.parse(stdout) as Record<string, unknown>;
}

test('one node and two give the same file of the same web', async () => {
  const one = await render(WEB, 1);
  expect(one).toMatchObject({ frames: 10, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
  expect((await render(WEB, 2)).sha256).toBe(one.sha256);
});

test('a picture that a mirror lacks is told by URL and element', async () => {
  const { 'img/photo.svg': _photo, ...rest } = WEB;
  const { frames, warnings } = await render({ ...rest, 'img/other.svg': '' }, 1);
  expect(frames).toBe(10);
  expect(warnings).toContainEqual(
    expect.objectContaining({
      code: 'picture_missing',
      message: expect.stringMatching(
        /https:\/\/img\.test\/photo\.svg\?size=64 answered 404 Not in the mirror.*used by img/,
      ) as string,
    }),
  );
});
