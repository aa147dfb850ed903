/**
 * `npm run deploy`: builds, deploys to the Cloudflare account that wrangler is logged in to, and says how to call it.
 * @module
 */
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { unstable_readConfig } from 'wrangler';
import { buildAll } from '../scripts/build.ts';
import { ADMIN_KEY } from '../local/local-vars.ts';
import { deploy } from './deploy-steps.ts';
import { REPO_ROOT } from '../local/paths.ts';
import { runCommand } from '../local/run-command.ts';
import { runProgram } from '../local/run-program.ts';

const args = {
  yes: {
    type: 'boolean',
    alias: 'y',
    default: false,
    description: `Make and set ${ADMIN_KEY} without asking, if it is not set`,
  },
} as const;

await runProgram(
  {
    meta: { name: 'npm run deploy --', description: 'Deploy Edgereel to your Cloudflare account. Safe to run again.' },
    args,
  },
  async ({ args: { yes }, signal }) => {
    const config = unstable_readConfig({ config: join(REPO_ROOT, 'wrangler.toml') });
    const { url, adminKey } = await deploy({
      run: (command, options) => runCommand(command, { ...options, signal }),
      log: console.error,
      confirm: (question) => (yes ? Promise.resolve(true) : confirm(question)),
      build: buildAll,
      buckets: config.r2_buckets.map((bucket: { bucket_name: string }) => bucket.bucket_name),
      env: process.env,
    });
    console.log(url === null ? 'Deployed; wrangler names the address above.' : `Deployed: ${url}`);
    if (adminKey !== null) console.log(`${ADMIN_KEY}, shown only this once: ${adminKey}`);
    console.log('Containers of a first deployment take a few minutes to come up.');
  },
);

/** Without a terminal there is nobody to ask: the answer is no. */
async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
