/**
 * What every call works with: the browsers, FFmpeg, the disk, and the name of it all.
 * @module
 */
import type { EngineBuild } from '#contracts/plan.ts';
import { openPlanCache, type PlanCache } from './artifacts/plan-cache.ts';
import { openBrowserPool, type BrowserPool } from './browser/browser-pool.ts';
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
  'chromePath' | 'ffmpegPath' | 'ffprobePath' | 'engineAssets' | 'workDir' | 'readyTimeoutMs' | 'engineBuild'
>;

export async function openEngine(config: EngineConfig): Promise<Engine> {
  const { ffmpegPath, ffprobePath, engineAssets, workDir, readyTimeoutMs } = config;
  const build = config.engineBuild ?? (await readEngineBuild(config));
  const browsers = await openBrowserPool(config);
  const plans = openPlanCache(workDir);
  return {
    build,
    browsers,
    plans,
    ffmpegPath,
    ffprobePath,
    engineAssets,
    workDir,
    readyTimeoutMs,
    async [Symbol.asyncDispose]() {
      await browsers[Symbol.asyncDispose]();
      await plans[Symbol.asyncDispose]();
    },
  };
}
