/**
 * Static assets of the Worker under test: one small bundled composition. Runs in Node, beside workerd.
 * @module
 */
import { createHash } from 'node:crypto';

const HTML =
  '<!doctype html><html><head><title>Titles</title></head><body><div data-composition-id="main"></div></body></html>';
const SCRIPT = 'console.log("hello");';

const files = Object.entries({ 'index.html': HTML, 'js/main.js': SCRIPT }).map(([path, text]) => ({
  path,
  text,
  sha256: createHash('sha256').update(text).digest('hex'),
}));
const siteHash = createHash('sha256');
for (const { path, text } of files) siteHash.update(`${path}\0${text}`);

const index = {
  compositions: [
    {
      name: 'titles',
      title: 'Titles',
      description: 'A test.',
      width: 1920,
      height: 1080,
      fps: '30',
      durationSeconds: 6,
      variables: [],
      siteId: siteHash.digest('hex').slice(0, 16),
      files: files.map(({ path, text, sha256 }) => ({ path, sha256, sizeBytes: text.length })),
    },
  ],
};

const served: Record<string, [type: string, body: string]> = {
  '/compositions/index.json': ['application/json', JSON.stringify(index)],
  '/compositions/titles/index.html': ['text/html; charset=utf-8', HTML],
  '/compositions/titles/js/main.js': ['text/javascript; charset=utf-8', SCRIPT],
  '/index.html': ['text/html; charset=utf-8', '<title>Edgereel</title>'],
  '/__edgereel/fonts.css': ['text/css; charset=utf-8', '@font-face {}'],
};

export function bundledAssets(request: { url: string }): Response {
  const found = served[new URL(request.url).pathname];
  return found
    ? new Response(found[1], { headers: { 'content-type': found[0] } })
    : new Response('missing', { status: 404 });
}
