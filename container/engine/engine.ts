/**
 * The resources that every call works with: the browsers, FFmpeg, the disk, and the name of it all.
 * @module
 */
import type { EngineBuild } from '#contracts/plan.ts';
import { openPlanCache, type PlanCache } from '../loaded-plan/plan-cache.ts';
import { openBrowserPool, type BrowserPool } from '../browser/browser-pool.ts';
import type { NodeConfig } from './config.ts';
import { readEngineBuild } from './engine-build.ts';

export interface Engine extends AsyncDisposable {
  readonly build: EngineBuild;
  readonly browsers: BrowserPool;
  readonly plans: PlanCache;
  readonly ffmpegPath: string;
  readonly ffprobePath: string;
  readonly engineAssets: string;
  readonly workDir: string;
  readonly readyTimeoutMs: number;
}

type EngineConfig = Pick<
  NodeConfig,
  | 'chromePath'
  | 'chromeSandbox'
  | 'browserMemoryBytes'
  | 'ffmpegPath'
  | 'ffprobePath'
  | 'engineAssets'
  | 'workDir'
  | 'readyTimeoutMs'
  | 'engineBuild'
>;

/** `warmBrowsers` are started at once, while the engine finds out what it is. */
export async function openEngine(config: EngineConfig, { warmBrowsers = 0 } = {}): Promise<Engine> {
  const { ffmpegPath, ffprobePath, engineAssets, workDir, readyTimeoutMs } = config;
  await using opened = new AsyncDisposableStack();
  const browsers = opened.use(await openBrowserPool(config));
  browsers.warmUp(warmBrowsers);
  const build = config.engineBuild ?? (await readEngineBuild(config));
  const plans = opened.use(openPlanCache(workDir));
  const running = opened.move();
  return {
    build,
    browsers,
    plans,
    ffmpegPath,
    ffprobePath,
    engineAssets,
    workDir,
    readyTimeoutMs,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
