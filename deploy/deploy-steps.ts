/**
 * Steps from a checkout to a running deployment. Each one looks before it acts, so the whole is safe to run again.
 * @module
 */
import { ADMIN_KEY } from '../local/local-vars.ts';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EdgereelError } from '#contracts/errors.ts';
import type { CommandOptions, CommandResult } from '../local/run-command.ts';

export interface DeployContext {
  run(command: readonly [string, ...string[]], options?: CommandOptions): Promise<CommandResult>;
  log(line: string): void;
  /** Asks yes or no. */
  confirm(question: string): Promise<boolean>;
  build(): Promise<void>;
  /** R2 buckets that the configuration binds. */
  buckets: readonly string[];
  env: NodeJS.ProcessEnv;
}

export interface Deployment {
  /** Where the Worker answers; null when wrangler names no address, as with a Worker that has only routes elsewhere. */
  url: string | null;
  /** Set when this run made the admin key: the one time it can be read. */
  adminKey: string | null;
}

export async function deploy(context: DeployContext): Promise<Deployment> {
  await checkLogin(context);
  await checkDocker(context);
  for (const bucket of context.buckets) await ensureBucket(context, bucket);
  await context.build();
  const url = await deployWorker(context);
  const adminKey = await ensureAdminKey(context);
  return { url, adminKey };
}

async function checkLogin({ run, log }: DeployContext): Promise<void> {
  const { exitCode } = await run(['wrangler', 'whoami', '--json']);
  if (exitCode !== 0) {
    throw failure(
      'Not logged in to Cloudflare. Run `npx wrangler login`, or set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID.',
    );
  }
  log('Logged in to Cloudflare.');
}

async function checkDocker({ run, log, env }: DeployContext): Promise<void> {
  const { exitCode } = await run([env.WRANGLER_DOCKER_BIN ?? 'docker', 'info']);
  if (exitCode === 127)
    throw failure(
      'Docker is not installed. The image of the render nodes is built with it: https://docs.docker.com/get-docker/',
    );
  if (exitCode !== 0)
    throw failure(
      'Docker does not answer. Start it (on Linux: sudo systemctl start docker) and check with `docker info`.',
    );
  log('Docker answers.');
}

async function ensureBucket({ run, log }: DeployContext, bucket: string): Promise<void> {
  const found = await run(['wrangler', 'r2', 'bucket', 'info', bucket, '--json']);
  if (found.exitCode === 0) return log(`R2 bucket ${bucket} is there.`);
  const created = await run(['wrangler', 'r2', 'bucket', 'create', bucket]);
  if (created.exitCode !== 0) {
    throw failure(
      `R2 bucket ${bucket} cannot be created. R2 must have been enabled once in the dashboard, and the login must have write access to it.\n${outputOf(created)}`,
    );
  }
  log(`R2 bucket ${bucket} created.`);
}

async function deployWorker({ run, env }: DeployContext): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'edgereel-deploy-'));
  try {
    const report = join(folder, 'wrangler.ndjson');
    const result = await run(['wrangler', 'deploy'], {
      output: 'show',
      env: { ...env, WRANGLER_OUTPUT_FILE_PATH: report },
    });
    if (result.exitCode !== 0) {
      throw failure(
        '`wrangler deploy` failed; its message is above. Containers need the Workers Paid plan. Once mended, run `npm run deploy` again.',
      );
    }
    return readDeployedUrl(await readFile(report, 'utf8').catch(() => ''));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** First address in the `deploy` entry of wrangler's output file. */
export function readDeployedUrl(ndjson: string): string | null {
  for (const line of ndjson.split('\n').filter(Boolean)) {
    const entry = JSON.parse(line) as { type?: string; targets?: string[] };
    const target = entry.type === 'deploy' ? entry.targets?.[0] : undefined;
    if (target) return target.startsWith('http') ? target : `https://${target}`;
  }
  return null;
}

async function ensureAdminKey({ run, log, confirm }: DeployContext): Promise<string | null> {
  const listed = await run(['wrangler', 'secret', 'list', '--format', 'json']);
  if (listed.exitCode === 0 && listed.stdout.includes(`"${ADMIN_KEY}"`)) return null;
  const isWanted = await confirm(
    `The secret ${ADMIN_KEY} is not set, so every API call answers 401. Make a key and set it?`,
  );
  if (!isWanted) {
    log(`Set it with: npx wrangler secret put ${ADMIN_KEY}`);
    return null;
  }
  const key = `er_${randomBytes(24).toString('base64url')}`;
  const stored = await run(['wrangler', 'secret', 'put', ADMIN_KEY], { input: key });
  if (stored.exitCode !== 0) {
    throw failure(
      `The Worker is deployed, but ${ADMIN_KEY} could not be set. Set it with: npx wrangler secret put ${ADMIN_KEY}\n${outputOf(stored)}`,
    );
  }
  return key;
}

const outputOf = ({ stdout, stderr }: CommandResult): string => `${stdout}${stderr}`.trim();

/** A step that cannot go on: what is wrong and what to do about it. */
const failure = (message: string): EdgereelError => new EdgereelError('INTERNAL', message);
