import { defineConfig } from 'vitest/config';

/**
 * Tests that start Chrome, FFmpeg or the whole system: each file is a heavy program of its own, so they run one file at
 * a time.
 */
const heavy = { fileParallelism: false, testTimeout: 180_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{analysis,bench,cli,client,container,contracts,deploy,local,public,runtime,scripts}/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/*.chrome.test.ts'],
          sequence: { groupOrder: 0 },
        },
      },
      'worker/vitest.config.ts',
      {
        test: {
          name: 'engine',
          include: ['{container,runtime,public,test}/**/*.chrome.test.ts'],
          sequence: { groupOrder: 2 },
          ...heavy,
        },
      },
      // Named by `npm run test:docker` alone.
      {
        test: {
          name: 'docker',
          include: ['test/docker/*.docker.test.ts'],
          sequence: { groupOrder: 4 },
          ...heavy,
          testTimeout: 600_000,
          hookTimeout: 1_200_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/*.e2e.test.ts'],
          sequence: { groupOrder: 3 },
          ...heavy,
          testTimeout: 300_000,
        },
      },
    ],
  },
});
