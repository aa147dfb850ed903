import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { takeSecret } from './take-secret.ts';

const MODULE = JSON.stringify(fileURLToPath(new URL('take-secret.ts', import.meta.url)));
const PROGRAM = `
  import { spawnSync } from 'node:child_process';
  import { takeSecret } from ${MODULE};
  const taken = takeSecret(process.env);
  const child = spawnSync('sh', ['-c', 'env; ls -l /proc/self/fd'], { encoding: 'utf8' }).stdout;
  console.log(JSON.stringify({ ...taken, child }));
  setInterval(() => {}, 1000);`;

interface Run {
  secret: string | null;
  isStillReadable: boolean;
  child: string;
  /** The environment that another process reads of it. */
  environment: string;
}

async function run(env: Record<string, string>, handed?: string): Promise<Run> {
  const child: ChildProcess = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'inherit', handed === undefined ? 'ignore' : 'pipe'],
  });
  try {
    if (handed !== undefined) (child.stdio[3] as NodeJS.WritableStream).end(handed);
    const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
    const environment = await readFile(`/proc/${child.pid}/environ`, 'latin1').catch(() => '');
    return { ...(JSON.parse(line) as Omit<Run, 'environment'>), environment };
  } finally {
    child.kill('SIGKILL');
  }
}

const SECRET = 'hush-hush-hush';

test('a secret comes through a descriptor that nobody can read again', async () => {
  const { secret, isStillReadable, environment, child } = await run({ EDGEREEL_CREDENTIALS_FD: '3' }, `${SECRET}\n`);
  expect({ secret, isStillReadable }).toEqual({ secret: SECRET, isStillReadable: false });
  expect(environment).not.toContain(SECRET);
  expect(child).not.toContain('EDGEREEL_CREDENTIALS_FD');
});

test.runIf(process.platform === 'linux')(
  'a secret that came in the environment is in it no longer, for itself, its children and whoever looks',
  async () => {
    const { secret, isStillReadable, environment, child } = await run({ EDGEREEL_NODE_SECRET: SECRET, OTHER: 'stays' });
    expect({ secret, isStillReadable }).toEqual({ secret: SECRET, isStillReadable: false });
    expect(environment).toContain('OTHER=stays');
    expect(environment).not.toContain(SECRET);
    expect(child).not.toContain(SECRET);
  },
);

test('without any there is none', () => {
  expect(takeSecret({})).toEqual({ secret: null, isStillReadable: false });
});

test.for(['secret', '0', '2', '3.5'])('a descriptor %j is refused by name', (descriptor) => {
  expect(() => takeSecret({ EDGEREEL_CREDENTIALS_FD: descriptor })).toThrow(/^EDGEREEL_CREDENTIALS_FD must be/);
});
