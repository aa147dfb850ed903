/**
 * A real Chrome with compositions given as text, for the tests of the runtime.
 * @module
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import puppeteer, { type Browser, type HTTPRequest, type Page } from 'puppeteer-core';
import { preparePage, RUNTIME_PATH, type PageSetup } from '#contracts/page.ts';

/** A secure origin that exists only inside the tests; every request to it is answered here. */
export const ORIGIN = 'https://composition.test';

/** Flags under which the render node captures: the compositor draws only when it is told to. */
export const FRAME_CONTROL_FLAGS = [
  '--enable-begin-frame-control',
  '--run-all-compositor-stages-before-draw',
  '--deterministic-mode',
];

export interface OpenOptions {
  setup?: Partial<PageSetup>;
  /** The HTML is a page around compositions and gets no runtime. */
  isHost?: boolean;
  /** Further files by path; a status is answered without a body. */
  files?: Record<string, string | Buffer | number>;
}

export interface TestBrowser extends AsyncDisposable {
  /** Opens a prepared composition and resolves when its document is parsed. */
  open(html: string, options?: OpenOptions): Promise<Page>;
}

export async function launchBrowser(flags: readonly string[] = []): Promise<TestBrowser> {
  const browser = await puppeteer.launch({
    executablePath: process.env['EDGEREEL_CHROME'] ?? '/usr/bin/chromium-headless-shell',
    pipe: true,
    args: ['--no-sandbox', '--disable-gpu', ...flags],
  });
  const engineFiles = { [RUNTIME_PATH]: await bundleRuntime(), '/gsap.js': await readGsap() };
  return {
    open: (html, options = {}) => openPage(browser, html, { ...options, files: { ...engineFiles, ...options.files } }),
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

async function openPage(
  browser: Browser,
  html: string,
  { setup, isHost = false, files = {} }: OpenOptions,
): Promise<Page> {
  const page = await browser.newPage();
  const prepared = isHost
    ? html
    : preparePage(html, { variables: {}, mode: 'capture', fps: { num: 30, den: 1 }, ...setup });
  await page.setRequestInterception(true);
  page.on('request', (request) => void answer(request, { '/': prepared, ...files }));
  await page.goto(`${ORIGIN}/`, { waitUntil: 'domcontentloaded' });
  return page;
}

async function answer(request: HTTPRequest, files: Record<string, string | Buffer | number>): Promise<void> {
  const { pathname } = new URL(request.url());
  const file = files[pathname] ?? 404;
  const headers = { 'access-control-allow-origin': '*' };
  if (typeof file === 'number') return request.respond({ status: file, headers });
  return request.respond({
    status: 200,
    contentType: contentType(pathname),
    headers,
    body: file,
  });
}

function contentType(pathname: string): string {
  if (pathname.endsWith('.js')) return 'text/javascript';
  if (pathname.endsWith('.css')) return 'text/css';
  if (pathname.endsWith('.woff2')) return 'font/woff2';
  return pathname.endsWith('.svg') ? 'image/svg+xml' : 'text/html; charset=utf-8';
}

async function bundleRuntime(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, '../main.ts')],
    bundle: true,
    format: 'iife',
    target: 'chrome120',
    write: false,
  });
  return outputFiles[0]!.text;
}

function readGsap(): Promise<Buffer> {
  return readFile(createRequire(import.meta.url).resolve('gsap/dist/gsap.min.js'));
}
