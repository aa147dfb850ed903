/**
 * Questions to Docker.
 * @module
 */
import { runCommand } from '../../local/run-command.ts';

/** Wrangler's own variable for another Docker client. */
export const DOCKER = process.env.WRANGLER_DOCKER_BIN ?? 'docker';

/** Names of our containers, running or not, with the proxy that `wrangler dev` puts beside each. */
export async function listAllContainers(): Promise<string[]> {
  return namesOf(await docker('ps', '--all', '--filter', 'name=workerd-', '--format', '{{.Names}}'));
}

/** Names of our running containers, without the proxies. */
export async function listRenderContainers(): Promise<string[]> {
  const names = namesOf(await docker('ps', '--filter', 'name=workerd-', '--format', '{{.Names}}'));
  return names.filter((name) => !name.endsWith('-proxy'));
}

/** What our containers have printed last, under the name of each. */
export async function readContainerLogs(): Promise<string> {
  const logs = (await listAllContainers()).map(async (name) => {
    const { stdout, stderr } = await runCommand([DOCKER, 'logs', '--tail', '100', name]);
    return `--- ${name}\n${stdout}${stderr}`;
  });
  return (await Promise.all(logs)).join('\n');
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

const namesOf = (lines: string): string[] => lines.split('\n').filter(Boolean);
