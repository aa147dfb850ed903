import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { REPO_ROOT } from '../../local/paths.ts';
import { runCommand } from '../../local/run-command.ts';

/** A line of code that each folder must not hold, and what is said of it. */
const BREACHES: [path: string, code: string, message: RegExp][] = [
  ['contracts/a.ts', "import 'hono';", /zod and its own/],
  ['contracts/b.ts', "import '#analysis/site/html.ts';", /zod and its own/],
  ['contracts/c.ts', "import '../worker/app.ts';", /zod and its own/],
  ['analysis/site/a.ts', "import 'node:fs';", /the parsers and its own/],
  ['analysis/lint/rules/b.ts', "import '../../../client/client.ts';", /the parsers and its own/],
  ['runtime/adapters/a.ts', "import { x } from '#contracts/fps.ts';\nx();", /types from contracts/],
  ['runtime/b.ts', "import { x } from '#analysis/site/html.ts';\nx();", /not its files/],
  ['runtime/c.ts', "import 'node:fs';", /not run in Node/],
  ['runtime/d.ts', "import '../container/engine/engine.ts';", /never import each other/],
  ['worker/render/a.ts', "import 'node:fs';", /not run in Node/],
  ['worker/b.ts', "import '../container/engine/engine.ts';", /never import each other/],
  ['worker/c.ts', "import '../contracts/fps.ts';", /Write #contracts/],
  ['container/plan/a.ts', "import '../../worker/config.ts';", /never import each other/],
  ['container/capture/b.ts', "import '../encode/encoders.ts';", /knows no FFmpeg/],
  ['container/capture/c.ts', "import '../../local/paths.ts';", /never import each other/],
  ['container/encode/d.ts', "import 'puppeteer-core';", /knows no Chrome/],
  ['container/e.ts', "import 'cloudflare:workers';", /not run in workerd/],
  ['client/a.ts', "import 'node:fs';", /not run in Node/],
  ['client/b.ts', "import '../local/paths.ts';", /never import each other/],
  ['client/c.ts', "import '#analysis/site/html.ts';", /API alone/],
  ['local/a.ts', "import '../worker/app.ts';", /talks to them by HTTP/],
  ['local/b.ts', "import '../scripts/build.ts';", /talks to them by HTTP/],
  ['cli/a.ts', "import '../container/engine/engine.ts';", /talks to them by HTTP/],
  ['deploy/a.ts', "import '../worker/app.ts';", /talks to them by HTTP/],
  ['scripts/a.ts', "import '../cli/main.ts';", /talks to them by HTTP/],
];
const ALLOWED: [path: string, code: string][] = [
  ['contracts/ok.ts', "import 'zod';\nimport './a.ts';"],
  ['analysis/lint/ok.ts', "import 'acorn';\nimport '../site/a.ts';\nimport '#contracts/ok.ts';"],
  [
    'runtime/composition/ok.ts',
    "import { x } from '#contracts/time-grammar.ts';\nimport type { F } from '#contracts/fps.ts';\nexport const f: F = x();",
  ],
  ['worker/ok.ts', "import 'hono';\nimport '#analysis/site/a.ts';"],
  ['cli/ok.ts', "import '../local/a.ts';\nimport '../scripts/a.ts';"],
];

test('each import rule is broken by a file that breaks it, and by no other', { timeout: 60_000 }, async () => {
  const folder = await temporaryFolder();
  const config = JSON.parse(await readFile(join(REPO_ROOT, '.oxlintrc.json'), 'utf8')) as { options: object };
  // Types are not asked for imports, and take seconds.
  await writeFile(
    join(folder, '.oxlintrc.json'),
    JSON.stringify({ ...config, options: { ...config.options, typeAware: false } }),
  );
  for (const [path, code] of [...BREACHES, ...ALLOWED]) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), `${code}\n`);
  }
  const oxlint = join(REPO_ROOT, 'node_modules/.bin/oxlint');
  const { stdout } = await runCommand(['sh', '-c', `cd "$1" && exec "$2" --format=json`, 'sh', folder, oxlint]);
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { code: string; filename: string; help?: string; message: string }[];
  };
  const breaches = diagnostics
    .filter(({ code }) => code.includes('no-restricted-imports'))
    .map(({ filename, message, help }) => ({ path: filename, says: `${message} ${help}` }))
    .toSorted((a, b) => a.path.localeCompare(b.path));
  expect(breaches.map(({ path }) => path)).toEqual(BREACHES.map(([path]) => path).toSorted());
  for (const [path, , message] of BREACHES)
    expect(breaches.find((breach) => breach.path === path)!.says).toMatch(message);
});
