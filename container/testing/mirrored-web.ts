/**
 * A web that consists of folders, for tests of the engine.
 * @module
 */
import { fetchFailed } from '#contracts/remote.ts';
import { findMirror, readMirror, type Mirrors } from '../../local/mirror-file.ts';
import type { MemoryArtifacts } from './memory-artifacts.ts';

export function mirroredWeb(mirrors: Mirrors): MemoryArtifacts['web'] {
  return async (url) => {
    const mirror = findMirror(mirrors, url);
    if (!mirror) return null;
    return (await readMirror(mirror.folder, mirror.rest)) ?? fetchFailed(url, 404, 'Not in the mirror');
  };
}
