/**
 * A whole render node in the test's own process: real Chrome, real FFmpeg, artifacts in memory.
 * @module
 */
import { access, mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isEdgereelError } from '#contracts/errors.ts';
import { codecOf, FORMAT_FACTS, type ChunkExtension } from '#contracts/formats.ts';
import { chunkKey, planKey, renderKey, type RenderObject } from '#contracts/keys.ts';
import type { Fps } from '#contracts/fps.ts';
import { RenderPlan } from '#contracts/plan.ts';
import type { NodeCallBody, NodeCallName, NodeCallResult, NodeProgress, PlanCall } from '#contracts/protocol.ts';
import { openArtifactStore } from '../artifacts/artifact-store.ts';
import { CALLS } from '../node/calls.ts';
import { captureFrames } from '../capture/capture-frames.ts';
import { openComposition, type CompositionPage } from '../capture/composition-page.ts';
import { pictureKindOf } from '../capture/picture-kind.ts';
import { frozenFiles } from '../artifacts/remote-files.ts';
import { readConfig, type NodeConfig } from '../engine/config.ts';
import { openEngine, type Engine } from '../engine/engine.ts';
import { openProbingLibrary } from '../media/media-library.ts';
import { openPageMedia } from '../media/open-page-media.ts';
import { openPlannedPage } from '../chunk/render-chunk.ts';
import { makeTempFolder } from '../system/temp-folder.ts';
import { startMemoryArtifacts, type MemoryArtifacts } from './memory-artifacts.ts';

export const TENANT = 'main';
export const RENDER = 'r1';

export type SiteSource = string | Record<string, string | Buffer>;
interface CallOptions {
  /** Renders under way at once need one each. Default: `r1`. */
  renderId?: string;
  signal?: AbortSignal;
  onProgress?: (progress: NodeProgress) => void;
}
type PlanOptions = Partial<PlanCall>;

export interface TestNode extends AsyncDisposable {
  readonly engine: Engine;
  readonly artifacts: MemoryArtifacts;
  plan(site: SiteSource, call?: PlanOptions, options?: CallOptions): Promise<NodeCallResult<'plan'>>;
  chunk(
    planHash: string,
    index: number,
    options?: CallOptions,
    extras?: { isRepair?: boolean },
  ): Promise<NodeCallResult<'chunk'>>;
  assemble(
    planHash: string,
    options?: CallOptions,
    extras?: { chunkDigests?: string[] },
  ): Promise<NodeCallResult<'assemble'>>;
  renderWhole(
    planHash: string,
    options?: CallOptions,
    extras?: { spriteSheet?: boolean; strictness?: 'strict' },
  ): Promise<NodeCallResult<'renderWhole'>>;
  /** Plans and renders a site whole, as the scheduler does; returns the file. */
  render(site: SiteSource, call?: PlanOptions): Promise<Buffer>;
  /**
   * The pictures of runs of frames, `[start, end)`, taken one run after the other in one page: a picture per frame, as the encoder of
   * the plan takes it. `changes`: to the plan.
   */
  pictures(
    planHash: string,
    runs: readonly (readonly [start: number, end: number])[],
    changes?: Partial<RenderPlan>,
  ): Promise<Map<number, Buffer>>;
  planOf(planHash: string): RenderPlan;
  chunkBytes(planHash: string, index: number, extension?: ChunkExtension): Buffer;
  output(renderId?: string): Buffer;
  /** Any object of a render. */
  object(name: RenderObject, renderId?: string): Buffer;
  forgetChunks(planHash?: string): void;
  /** A page of its own, as a chunk has one. */
  openPage(site: SiteSource, page: { fps?: Fps; width?: number; height?: number }): Promise<CompositionPage>;
  /** Folders of calls that should be gone when no call is under way. */
  leftovers(): Promise<string[]>;
}

/** The programs and assets of this machine, as `npm test` names them in the environment. */
export async function engineConfig(): Promise<NodeConfig> {
  const config = readConfig(process.env);
  await access(join(config.engineAssets, 'runtime.js')).catch(() => {
    throw new Error(`${config.engineAssets} holds no runtime.js: run npm run build first.`);
  });
  return config;
}

/** `shared` is a node whose artifacts this one works with, and leaves behind. */
export async function startTestNode(
  changes: Partial<NodeConfig> = {},
  shared?: Pick<TestNode, 'artifacts'>,
): Promise<TestNode> {
  const folder = await makeTempFolder(tmpdir(), 'edgereel-engine-test');
  const config = { ...(await engineConfig()), workDir: folder.file('work'), readyTimeoutMs: 10_000, ...changes };
  await mkdir(config.workDir, { recursive: true });
  const engine = await openEngine(config);
  const artifacts = shared?.artifacts ?? (await startMemoryArtifacts());
  const common = { tenantId: TENANT, attempt: 1, artifactsUrl: artifacts.url };

  async function call<Name extends NodeCallName>(
    name: Name,
    body: Omit<NodeCallBody<Name>, 'renderId'>,
    { renderId = RENDER, signal = new AbortController().signal, onProgress = () => {} }: CallOptions = {},
  ) {
    const store = openArtifactStore(artifacts.url, signal, { firstRetryMs: 10 });
    return CALLS[name](engine, store, { ...body, renderId } as NodeCallBody<Name>, { signal, onProgress });
  }

  const node: TestNode = {
    engine,
    artifacts,
    plan: (site, overrides = {}, options) =>
      call(
        'plan',
        {
          ...common,
          siteId: artifacts.addSite(TENANT, filesOf(site)),
          entry: 'index.html',
          variables: {},
          strictVariables: false,
          strictness: 'best-effort',
          format: 'mp4',
          codec: codecOf(overrides.format ?? 'mp4'),
          quality: 'standard',
          ...overrides,
        },
        options,
      ),
    chunk: (planHash, index, options, extras) => call('chunk', { ...common, planHash, index, ...extras }, options),
    assemble: (planHash, options, extras) => call('assemble', { ...common, planHash, ...extras }, options),
    renderWhole: (planHash, options, extras) => call('renderWhole', { ...common, planHash, ...extras }, options),
    async render(site, overrides) {
      const { planHash } = await node.plan(site, overrides);
      await node.renderWhole(planHash).catch(async (error: unknown) => {
        if (!isEdgereelError(error) || error.code !== 'PAINTING_DIFFERS') throw error;
        await node.renderWhole((await node.plan(site, { ...overrides, unpaintable: error.message })).planHash);
      });
      return node.object(`output.${FORMAT_FACTS[overrides?.format ?? 'mp4'].extension}`);
    },
    async pictures(planHash, runs, changes) {
      const { signal } = new AbortController();
      await using loaded = await engine.plans.open(openArtifactStore(artifacts.url, signal), TENANT, planHash);
      await using lease = await engine.browsers.lease(TENANT);
      const plan = { ...loaded.plan, ...changes };
      await using page = await openPlannedPage(engine, lease, { ...loaded, plan }, signal);
      const { fps, painting } = plan;
      const pictures = new Map<number, Buffer>();
      for (const [startFrame, endFrame] of runs) {
        let frame = startFrame;
        for await (const picture of captureFrames(page, { startFrame, endFrame, fps, painting }))
          pictures.set(frame++, Buffer.from(picture));
      }
      return pictures;
    },
    planOf: (planHash) => RenderPlan.parse(JSON.parse(artifacts.objects.get(planKey(TENANT, planHash))!.toString())),
    chunkBytes: (planHash, index, extension) => artifacts.objects.get(chunkKey(TENANT, planHash, index, extension))!,
    output: (renderId) => node.object('output.mp4', renderId),
    object: (name, renderId = RENDER) => artifacts.objects.get(renderKey(TENANT, renderId, name))!,
    forgetChunks(planHash) {
      const prefix = planHash ? dirname(chunkKey(TENANT, planHash, 0)) : 'chunks';
      for (const key of artifacts.objects.keys()) if (key.startsWith(`${prefix}/`)) artifacts.objects.delete(key);
    },
    async openPage(site, { fps = { num: 30, den: 1 }, width = 320, height = 180 }) {
      const files = await writeSite(await mkdtemp(folder.file('page-')), filesOf(site));
      const { engineAssets, readyTimeoutMs } = engine;
      const viewport = { width, height, scale: 1 };
      const setup = { variables: {}, mode: 'capture' as const, fps };
      const lease = await engine.browsers.lease(TENANT);
      const remote = frozenFiles([], '');
      const { signal } = new AbortController();
      const media = openPageMedia(engine.ffmpegPath, openProbingLibrary(engine, { files, remote }, signal), signal);
      const { page } = await openComposition(
        lease,
        {
          files,
          remote,
          media,
          engineAssets,
          entry: 'index.html',
          setup,
          viewport,
          picture: pictureKindOf({ format: 'mp4', quality: 'standard' }),
          isPainted: false,
          readyTimeoutMs,
        },
        signal,
      );
      return Object.assign(page, {
        [Symbol.asyncDispose]: ((close) => async () => {
          await close();
          await lease[Symbol.asyncDispose]();
        })(page[Symbol.asyncDispose].bind(page)),
      });
    },
    async leftovers() {
      const names = await readdir(config.workDir);
      return names.filter((name) => /^(plan|chunk|assemble)-/.test(name));
    },
    async [Symbol.asyncDispose]() {
      await engine[Symbol.asyncDispose]();
      if (!shared) await artifacts[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
  return node;
}

function filesOf(site: SiteSource): Record<string, string | Buffer> {
  return typeof site === 'string' ? { 'index.html': site } : site;
}

async function writeSite(folder: string, files: Record<string, string | Buffer>): Promise<Map<string, string>> {
  const paths = new Map<string, string>();
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
    paths.set(name, path);
  }
  return paths;
}
