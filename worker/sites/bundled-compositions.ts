/**
 * The compositions under `public/compositions/`, as the build indexed them; locally as they are at the moment.
 * @module
 */
import { BUNDLED_FOLDER, BUNDLED_INDEX, CompositionIndex } from '#contracts/render.ts';

/** Asset bindings want a whole URL; its host means nothing. */
const ASSET_ORIGIN = 'http://assets';

/** Binding that serves the index and the files of the bundled compositions. */
export const bundledAssets = (env: Env): Fetcher => env.LIVE_COMPOSITIONS ?? env.ASSETS;

/** Empty when the build has not run. */
export async function readBundledIndex(assets: Fetcher): Promise<CompositionIndex> {
  const response = await assets.fetch(`${ASSET_ORIGIN}${BUNDLED_INDEX}`);
  if (!response.ok) {
    await response.body?.cancel();
    return { compositions: [], problems: [] };
  }
  return CompositionIndex.parse(await response.json());
}

/** One file of a composition; the answer is not ok when there is none. `path` is not encoded. */
export function fetchBundledFile(assets: Fetcher, name: string, path: string): Promise<Response> {
  const encoded = [name, ...path.split('/')].map(encodeURIComponent).join('/');
  return assets.fetch(`${ASSET_ORIGIN}${BUNDLED_FOLDER}/${encoded}`);
}
