import { Hono } from 'hono';
import { DEFAULT_FPS, parseFps } from '#contracts/fps.ts';
import { EdgereelError } from '#contracts/errors.ts';
import { preparePage, type PageSetup } from '#contracts/page.ts';
import { parseRequest, RenderRequest } from '#contracts/request.ts';
import { SitePath } from '#contracts/site.ts';
import { bundledAssets, fetchBundledFile, readBundledIndex } from '../sites/bundled-compositions.ts';
import { answerRange } from '../sites/answer-range.ts';
import type { AppEnv } from '../app-env.ts';
import { artifactKey } from '../storage/artifacts.ts';

/**
 * A bundled composition as a page for an iframe. `?variables=<JSON object>` overrides declared defaults.
 * The sandbox takes the page's origin away: its scripts reach neither the API nor the shell's storage.
 */
export const preview = new Hono<AppEnv>().get('/:name/*', async (context) => {
  const { env, req } = context;
  const name = req.param('name');
  const path = artifactKey(new URL(req.url).pathname.split('/').slice(3).join('/')) || 'index.html';
  const isNamed = SitePath.safeParse(path).success && SitePath.safeParse(name).success;
  const file = isNamed ? await fetchBundledFile(bundledAssets(env), name, path) : null;
  if (!file?.ok)
    throw new EdgereelError('ASSET_NOT_FOUND', `The composition ${name} has no file ${path}.`, {
      details: { file: path },
    });

  const headers = new Headers(file.headers);
  headers.set('access-control-allow-origin', '*');
  headers.set('content-security-policy', 'sandbox allow-scripts');
  if (!headers.get('content-type')?.startsWith('text/html')) return answerRange(req.raw, file, headers);
  // The same address is a document to a frame and a sub-composition's file to the runtime, so it is kept for neither.
  headers.set('cache-control', 'no-store');
  if (req.header('sec-fetch-dest') === 'empty') return new Response(file.body, { headers });

  headers.delete('etag');
  headers.delete('content-length');
  const setup: PageSetup = {
    variables: parseVariables(req.query('variables')),
    mode: 'preview',
    fps: await fpsOf(env, name),
    siteUrl: `${new URL(req.url).pathname.split('/').slice(0, 3).join('/')}/`,
    isFrame: path !== 'index.html',
  };
  return new Response(preparePage(await file.text(), setup), { headers });
});

function parseVariables(json: string | undefined): PageSetup['variables'] {
  if (!json) return {};
  try {
    return parseRequest(RenderRequest.shape.variables, JSON.parse(json));
  } catch (cause) {
    throw new EdgereelError('INVALID_REQUEST', 'variables: must be a JSON object.', { cause });
  }
}

async function fpsOf(env: Env, name: string): Promise<PageSetup['fps']> {
  const { compositions } = await readBundledIndex(bundledAssets(env));
  const entry = compositions.find((composition) => composition.name === name);
  return entry ? parseFps(entry.fps) : DEFAULT_FPS;
}
