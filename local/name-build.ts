/**
 * @module
 */
// oxlint-disable-next-line eslint/no-restricted-imports -- It says of the same files what a node says.
import { digestFiles } from '../container/system/digest-files.ts';
import { REPO_ROOT } from './paths.ts';

/** Digest of the sources that a local system runs: a system that was started from others renders otherwise. */
export function nameBuild(): Promise<string> {
  return digestFiles(REPO_ROOT, [
    ...['package-lock.json', 'wrangler.toml', '.dev.vars'],
    '{analysis,cli,client,container,contracts,local,runtime,scripts,worker}/**/*.{ts,mjs,html,wat}',
  ]);
}
