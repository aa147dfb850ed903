import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTempFolder, type TempFolder } from '../system/temp-folder.ts';
import { serveFiles, type FileServer } from './site-files.ts';

let folder: TempFolder;
let server: FileServer;

beforeAll(async () => {
  folder = await makeTempFolder(tmpdir(), 'site-files-test');
  const assets = folder.file('assets');
  await mkdir(join(assets, 'fonts'), { recursive: true });
  await writeFile(folder.file('secret.txt'), 'secret');
  await writeFile(join(assets, 'runtime.js'), 'runtime');
  await writeFile(join(assets, 'fonts', 'a.woff2'), 'font');
  await writeFile(folder.file('1'), '<html><body>hi</body></html>');
  await writeFile(folder.file('2'), '<svg/>');
  const files = new Map([
    ['index.html', folder.file('1')],
    ['img/a b.svg', folder.file('2')],
    ['data', folder.file('2')],
  ]);
  server = serveFiles(files, assets, { variables: { title: '</script>' }, mode: 'capture', fps: { num: 30, den: 1 } });
});
afterAll(() => folder[Symbol.asyncDispose]());

describe('a page may load', () => {
  it('the files of its site, with their types', async () => {
    expect(await server.read('img/a b.svg')).toEqual({
      body: Buffer.from('<svg/>'),
      contentType: 'image/svg+xml; charset=utf-8',
    });
    expect((await server.read('data'))!.contentType).toBe('application/octet-stream');
  });

  it('HTML as a document, prepared for capture', async () => {
    const { body, contentType } = (await server.read('index.html', { asDocument: true }))!;
    expect(contentType).toMatch(/^text\/html/);
    expect(body.toString()).toMatch(/^<html><script>window\.__edgereelSetup=.*"mode":"capture".*runtime\.js/);
    expect(body.toString()).toContain('\\u003c/script>');
  });

  it('HTML that holds its scripts back for the fonts which one of them draws with at load', async () => {
    await writeFile(folder.file('3'), 'x.font = "20px Oswald"; x.fillText("Ω", 0, 0)');
    const files = new Map([
      ['index.html', folder.file('1')],
      ['js/draw.js', folder.file('3')],
    ]);
    const drawing = serveFiles(files, folder.file('assets'), {
      variables: {},
      mode: 'capture',
      fps: { num: 30, den: 1 },
    });
    const { body } = (await drawing.read('index.html', { asDocument: true }))!;
    expect(body.toString()).toContain('"fontsAtLoad":{"names":["Inter","Oswald"],"characters":"Ω"');
    expect(body.toString()).toContain('<script src="/__edgereel/fonts-at-load.js"></script>');
    const { body: plain } = (await server.read('index.html', { asDocument: true }))!;
    expect(plain.toString()).not.toContain('fonts-at-load.js');
  });

  it('HTML for a script, as it is', async () => {
    expect((await server.read('index.html'))!.body.toString()).not.toContain('runtime.js');
  });

  it('the runtime and the bundled fonts', async () => {
    expect((await server.read('__edgereel/runtime.js'))!.body.toString()).toBe('runtime');
    expect((await server.read('__edgereel/fonts/a.woff2'))!.contentType).toBe('font/woff2');
  });

  it.each([
    'missing.png',
    '',
    '../secret.txt',
    '1',
    'img/../index.html',
    '__edgereel/../secret.txt',
    '__edgereel/fonts/../../secret.txt',
    '__edgereel/..',
    '__edgereel/fonts/..',
    '__edgereel/missing.js',
    '__edgereel/fonts/missing.woff2',
    '__edgereel/fonts',
  ])('nothing at %j', async (path) => {
    expect(await server.read(path)).toBeNull();
  });
});
