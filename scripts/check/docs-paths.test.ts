import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { REPO_ROOT } from '../../local/paths.ts';

const FOLDERS = 'analysis|bench|cli|client|container|contracts|deploy|docs|local|public|runtime|scripts|test|worker';
/** A path from the root of the repository in backticks, for example `worker/app.ts`; patterns and made files are none. */
const PATH = new RegExp(`\`((?:${FOLDERS})/[\\w./-]*)\``, 'g');
const LINK = /\]\((?!https?:|#|mailto:)([^)#\s]+)/g;
const MADE = /^public\/(__edgereel|compositions\/.*index\.json)/;

const pages = await Array.fromAsync(glob('{*.md,docs/**/*.md}', { cwd: REPO_ROOT }));

test.for(pages)('%s names files that are there', async (page) => {
  // The change log names files as they were.
  if (page === 'CHANGELOG.md') return;
  const text = await readFile(join(REPO_ROOT, page), 'utf8');
  const named = [...text.matchAll(PATH)].map(([, path]) => path!).filter((path) => !MADE.test(path));
  const linked = [...text.matchAll(LINK)].map(([, path]) => join(dirname(page), path!));
  expect([...named, ...linked].filter((path) => !existsSync(join(REPO_ROOT, path)))).toEqual([]);
});
