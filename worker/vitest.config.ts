/**
 * Tests that run in workerd, with the real bindings of wrangler.toml and fake render nodes.
 * @module
 */
import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineProject } from 'vitest/config';
import { bundledAssets } from './testing/assets.ts';
import { web } from './testing/web.ts';

export default defineProject({
  plugins: [
    cloudflareTest({
      main: './testing/index.ts',
      wrangler: { configPath: '../wrangler.toml' },
      miniflare: {
        bindings: {
          RENDER_NODES: 'http://node-a.test,http://node-b.test',
          RENDER_NODE_SECRET: 'node-secret',
          PUBLIC_URL: 'http://127.0.0.1:8787',
          WHOLE_RENDER_MAX_SECONDS: '0',
          EDGEREEL_ADMIN_KEY: 'admin-key',
        },
        serviceBindings: { LIVE_COMPOSITIONS: bundledAssets },
        outboundService: web,
      },
    }),
  ],
  test: { name: 'worker', include: ['**/*.test.ts'], root: import.meta.dirname, testTimeout: 30_000 },
});
