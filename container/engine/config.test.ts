import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NODE_PORT } from '#contracts/protocol.ts';
import { readConfig } from './config.ts';

const BUILD = { id: 'id', edgereel: '1', chrome: '2', ffmpeg: '3', fonts: '4' };

describe('readConfig', () => {
  it('has a default for everything', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      port: NODE_PORT,
      host: '0.0.0.0',
      readyTimeoutMs: 30_000,
      engineBuild: null,
      exitsWithParent: false,
      chromeSandbox: 'auto',
    });
    expect(config.slots).toBeGreaterThanOrEqual(1);
    expect(config.workDir).toBe(join(tmpdir(), `edgereel-node-${process.pid}`));
    expect(config.engineAssets).toMatch(/public\/__edgereel$/);
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('reads every variable', () => {
    const config = readConfig({
      PORT: '0',
      HOST: '127.0.0.1',
      EDGEREEL_CHROME: '/c',
      EDGEREEL_FFMPEG: '/f',
      EDGEREEL_FFPROBE: '/p',
      EDGEREEL_ENGINE_ASSETS: '/a',
      EDGEREEL_WORK_DIR: '/w',
      EDGEREEL_SLOTS: '3',
      EDGEREEL_BROWSER_MEMORY_MIB: '700',
      EDGEREEL_CHROME_SANDBOX: 'off',
      EDGEREEL_READY_TIMEOUT_MS: '1500',
      EDGEREEL_DRAIN_MS: '0',
      EDGEREEL_ENGINE_BUILD: JSON.stringify(BUILD),
      EDGEREEL_EXIT_WITH_PARENT: '1',
    });
    expect(config).toEqual({
      port: 0,
      host: '127.0.0.1',
      chromePath: '/c',
      ffmpegPath: '/f',
      ffprobePath: '/p',
      engineAssets: '/a',
      workDir: '/w',
      slots: 3,
      browserMemoryBytes: 700 * 1024 ** 2,
      chromeSandbox: 'off',
      readyTimeoutMs: 1500,
      drainMs: 0,
      engineBuild: BUILD,
      exitsWithParent: true,
    });
  });

  it.each([
    [{}, 'ffprobe'],
    [{ EDGEREEL_FFMPEG: '/opt/bin/ffmpeg' }, '/opt/bin/ffprobe'],
  ])('looks for ffprobe where FFmpeg is: %j', (env, ffprobePath) => {
    expect(readConfig(env).ffprobePath).toBe(ffprobePath);
  });

  it('takes an empty variable as absent', () => {
    expect(readConfig({ PORT: '', HOST: '' })).toMatchObject({ port: NODE_PORT, host: '0.0.0.0' });
  });

  it.each([
    ['PORT', 'http'],
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['EDGEREEL_SLOTS', '0'],
    ['EDGEREEL_SLOTS', '1.5'],
    ['EDGEREEL_READY_TIMEOUT_MS', '30s'],
    ['EDGEREEL_DRAIN_MS', '-1'],
    ['EDGEREEL_DRAIN_MS', '1e12'],
  ])('names %s when it is %j', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(
      new RegExp(`^${name} must be an integer .*${JSON.stringify(value)}`),
    );
  });

  it('names a sandbox that there is not', () => {
    expect(() => readConfig({ EDGEREEL_CHROME_SANDBOX: 'on' })).toThrow(
      /^EDGEREEL_CHROME_SANDBOX must be one of auto, off/,
    );
  });
});
