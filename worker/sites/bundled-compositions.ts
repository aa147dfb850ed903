/**
 * The compositions under `public/compositions/`, as the build indexed them.
 * @module
 */
import { CompositionList, type CompositionEntry } from '#contracts/render.ts';

const FOLDER = '/compositions';
/** Asset bindings want a whole URL; its host means nothing. */
const ASSET_ORIGIN = 'http://assets';

/** Empty when the build has not run. */
export async function listBundled(assets: Fetcher): Promise<CompositionEntry[]> {
  const response = await assets.fetch(`${ASSET_ORIGIN}${FOLDER}/index.json`);
  if (!response.ok) {
    await response.body?.cancel();
    return [];
  }
  return CompositionList.parse(await response.json()).compositions;
}

/** One file of a composition; the answer is not ok when there is none. `path` is not encoded. */
export function fetchBundledFile(assets: Fetcher, name: string, path: string): Promise<Response> {
  const encoded = [name, ...path.split('/')].map(encodeURIComponent).join('/');
  return assets.fetch(`${ASSET_ORIGIN}${FOLDER}/${encoded}`);
}
