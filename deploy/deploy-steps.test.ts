import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeFakeProgram } from '../test/support/fake-program.ts';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import { runCommand } from '../local/run-command.ts';
import { deploy, readDeployedUrl, type DeployContext } from './deploy-steps.ts';

interface Account {
  isLoggedIn?: boolean;
  hasBucket?: boolean;
  hasKey?: boolean;
  canDeploy?: boolean;
  hasDocker?: boolean;
}

/** A wrangler and a docker that know an account's state and note each call. */
async function fakeAccount({
  isLoggedIn = true,
  hasBucket = true,
  hasKey = true,
  canDeploy = true,
  hasDocker = true,
}: Account) {
  const bin = await temporaryFolder();
  const answer = (isGood: boolean): string => `process.exit(${isGood ? 0 : 1})`;
  await writeFakeProgram(
    join(bin, 'wrangler'),
    `fs.appendFileSync('${bin}/calls.log', args + '\\n');
     if (args.startsWith('whoami')) ${answer(isLoggedIn)};
     if (args.startsWith('r2 bucket info')) ${answer(hasBucket)};
     if (args.startsWith('secret list')) console.log('${hasKey ? '[{"name":"EDGEREEL_ADMIN_KEY"}]' : '[]'}');
     if (args.startsWith('secret put')) fs.writeFileSync('${bin}/secret', fs.readFileSync(0));
     if (args === 'deploy') {
       fs.appendFileSync(process.env.WRANGLER_OUTPUT_FILE_PATH, '{"type":"deploy","targets":["https://edgereel.example.workers.dev"]}\\n');
       ${answer(canDeploy)};
     }`,
  );
  if (hasDocker) await writeFakeProgram(join(bin, 'docker'), '');
  const env = { PATH: bin };
  const context: DeployContext = {
    run: (command, options) => runCommand(command, { env, ...options }),
    log: () => {},
    confirm: () => Promise.resolve(true),
    build: () => Promise.resolve(),
    buckets: ['edgereel-artifacts'],
    env,
  };
  const calls = async (): Promise<string[]> => (await readFile(join(bin, 'calls.log'), 'utf8')).trim().split('\n');
  return { bin, context, calls };
}

test('a first deployment makes the bucket and the admin key', async () => {
  const { bin, context, calls } = await fakeAccount({ hasBucket: false, hasKey: false });
  const { url, adminKey } = await deploy(context);
  expect(url).toBe('https://edgereel.example.workers.dev');
  expect(adminKey).toMatch(/^er_[\w-]{32}$/);
  expect(await readFile(join(bin, 'secret'), 'utf8')).toBe(adminKey);
  expect(await calls()).toEqual([
    'whoami --json',
    'r2 bucket info edgereel-artifacts --json',
    'r2 bucket create edgereel-artifacts',
    'deploy',
    'secret list --format json',
    'secret put EDGEREEL_ADMIN_KEY',
  ]);
});

test('a second deployment leaves bucket and key alone', async () => {
  const { context, calls } = await fakeAccount({});
  expect((await deploy(context)).adminKey).toBeNull();
  expect(await calls()).not.toContain('r2 bucket create edgereel-artifacts');
});

test.each<[string, Account, RegExp]>([
  ['no login', { isLoggedIn: false }, /npx wrangler login/],
  ['no Docker', { hasDocker: false }, /Docker is not installed/],
  ['a failed deployment', { canDeploy: false }, /npm run deploy` again/],
])('%s ends with a way out', async (_name, account, message) => {
  const { context } = await fakeAccount(account);
  await expect(deploy(context)).rejects.toThrow(message);
});

test('no key is made against the will of the user', async () => {
  const { context, calls } = await fakeAccount({ hasKey: false });
  expect((await deploy({ ...context, confirm: () => Promise.resolve(false) })).adminKey).toBeNull();
  expect(await calls()).not.toContain('secret put EDGEREEL_ADMIN_KEY');
});

test('the address is read from the deploy entry alone', () => {
  expect(readDeployedUrl('{"type":"wrangler-session"}\n{"type":"deploy","targets":["render.example.com"]}\n')).toBe(
    'https://render.example.com',
  );
  expect(readDeployedUrl('')).toBeNull();
});
