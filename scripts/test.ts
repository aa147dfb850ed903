/**
 * `npm test`: sets everything up, builds, and runs the four test projects. `--project NAME` runs one; other arguments
 * go to vitest.
 * @module
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buildAll } from './build.ts';
import { abortOnInterrupt, Interruption } from '../local/interrupt.ts';
import { STATE_DIR } from '../local/paths.ts';
import { runCommand } from '../local/run-command.ts';
import { ensureEngine, type EnginePaths } from '../local/setup/ensure-engine.ts';

const PROJECTS = ['unit', 'worker', 'engine', 'e2e'];
const ENGINE_PROJECTS = ['engine', 'e2e'];
/** Where each run leaves its counts for `.ci/run` to add up. */
const RESULTS_DIR = join(STATE_DIR, 'test-results');

/** The engine, or null where it may be missing: without `REQUIRE_ENGINE=1` its tests are skipped, and that is said. */
async function prepareEngine(projects: readonly string[], signal: AbortSignal): Promise<EnginePaths | null> {
  try {
    return await ensureEngine({ log: console.error, signal });
  } catch (error) {
    if (signal.aborted || process.env.REQUIRE_ENGINE === '1') throw error;
    console.error((error as Error).message);
    console.error(
      `SKIPPED: ${projects.filter((name) => ENGINE_PROJECTS.includes(name)).join(' and ')} (set REQUIRE_ENGINE=1 to make this a failure).`,
    );
    return null;
  }
}

async function runTests(args: readonly string[], signal: AbortSignal): Promise<number> {
  const chosen = args.flatMap((arg, index) => (args[index - 1] === '--project' ? [arg] : []));
  const rest = args.filter((arg, index) => arg !== '--project' && args[index - 1] !== '--project');
  const wanted = chosen.length > 0 ? chosen : PROJECTS;
  const needsEngine = wanted.some((name) => ENGINE_PROJECTS.includes(name));
  const engine = needsEngine ? await prepareEngine(wanted, signal) : null;
  const projects = engine ? wanted : wanted.filter((name) => !ENGINE_PROJECTS.includes(name));
  await buildAll();
  if (projects.length === 0) return 0;
  await mkdir(RESULTS_DIR, { recursive: true });
  const { exitCode } = await runCommand(
    [
      'vitest',
      'run',
      ...projects.flatMap((name) => ['--project', name]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${join(RESULTS_DIR, `${projects.join('-')}.json`)}`,
      ...rest,
    ],
    {
      output: 'show',
      signal,
      env: {
        ...process.env,
        ...(engine && {
          EDGEREEL_CHROME: engine.chromePath,
          EDGEREEL_FFMPEG: engine.ffmpegPath,
          EDGEREEL_FFPROBE: engine.ffprobePath,
        }),
      },
    },
  );
  return exitCode;
}

const signal = abortOnInterrupt();
try {
  process.exitCode = await runTests(process.argv.slice(2), signal);
} catch (error) {
  const { reason } = signal;
  console.error(reason instanceof Interruption ? reason.message : (error as Error).message);
  process.exitCode = reason instanceof Interruption ? reason.exitCode : 1;
}
