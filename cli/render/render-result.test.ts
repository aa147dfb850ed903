import { expect, test } from 'vitest';
import type { RenderView } from '#contracts/render.ts';
import { describeResult, toRenderResult } from './render-result.ts';
import { createLines } from './render-progress.ts';

const WARNING = {
  code: 'variable_undeclared',
  severity: 'warning',
  message: '"x" is not declared by the composition.',
};

const finished = {
  id: 'r_1',
  status: 'completed',
  stages: { plan: 900, render: 4000 },
  warnings: [WARNING],
  output: {
    sha256: 'ab',
    sizeBytes: 3_148_413,
    frames: 300,
    fps: '30',
    width: 1920,
    height: 1080,
    durationSeconds: 10,
    url: '',
    expiresAt: '',
  },
} as unknown as RenderView;

test('the JSON result has what a script needs', () => {
  expect(toRenderResult(finished, '/tmp/x.mp4')).toEqual({
    output: '/tmp/x.mp4',
    sha256: 'ab',
    sizeBytes: 3_148_413,
    frames: 300,
    fps: '30',
    width: 1920,
    height: 1080,
    durationSeconds: 10,
    stages: { plan: 900, render: 4000 },
    renderId: 'r_1',
    warnings: [WARNING],
  });
});

test('the text result reads well', () => {
  expect(describeResult(toRenderResult(finished, '/tmp/x.mp4'), 5321)).toBe(
    '/tmp/x.mp4\n300 frames, 1920×1080, 30 fps, 10 s, 3.1 MB\nSHA-256 ab\nRendered in 5.3 s',
  );
  const tiny = { ...toRenderResult(finished, '/tmp/x.mp4'), sizeBytes: 2197 };
  expect(describeResult(tiny, 1)).toContain('10 s, 2.2 kB\n');
});

test('without a terminal, progress is a line per state and tenth', () => {
  const lines: string[] = [];
  const display = createLines((line) => lines.push(line));
  const at = (status: string, framesDone: number) =>
    display.show({
      status,
      progress: { ratio: framesDone / 100, framesDone, framesTotal: 100, chunksDone: 0, chunksTotal: 2 },
    } as unknown as RenderView);
  for (const [status, frames] of [
    ['rendering', 0],
    ['rendering', 4],
    ['rendering', 12],
    ['assembling', 12],
  ] as const)
    at(status, frames);
  expect(lines).toEqual([
    'rendering 0 % (0/100 frames)',
    'rendering 10 % (12/100 frames)',
    'assembling 10 % (12/100 frames)',
  ]);
});
