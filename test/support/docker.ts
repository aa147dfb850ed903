/**
 * Questions to Docker.
 * @module
 */
import { runCommand } from '../../scripts/run-command.ts';

/** Wrangler's own variable for another Docker client. */
export const DOCKER = process.env.WRANGLER_DOCKER_BIN ?? 'docker';

/** Names of our running containers, without the proxies that `wrangler dev` puts beside each. */
export async function listRenderContainers(): Promise<string[]> {
  const names = (await docker('ps', '--filter', 'name=workerd-', '--format', '{{.Names}}')).split('\n').filter(Boolean);
  return names.filter((name) => !name.endsWith('-proxy'));
}

/** Runs a shell command in a container; the output of a failing one is returned too. */
export async function inContainer(name: string, command: string): Promise<string> {
  const { stdout, stderr } = await runCommand([DOCKER, 'exec', name, 'sh', '-c', command]);
  return (stdout + stderr).trim();
}

export async function docker(...args: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runCommand([DOCKER, ...args]);
  if (exitCode !== 0) throw new Error(`docker ${args.join(' ')} failed: ${stderr}`);
  return stdout.trim();
}
