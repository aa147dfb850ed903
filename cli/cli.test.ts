import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../test/support/temporary-folder.ts';

const REPO_ROOT = join(import.meta.dirname, '..');
const GOOD =
  '<div data-composition-id="main" data-width="160" data-height="90" data-duration="1" data-no-timeline><p>Hi</p></div>';
const WARNED = GOOD.replace('<p>', '<p data-start="0">');
const WRONG = `${WARNED}\n<script>Math.random()</script>`;

/** Runs the command as a user would. */
async function edgereel(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [join(REPO_ROOT, 'cli/edgereel.mjs'), ...args]);
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code: code as number, stdout, stderr };
}

async function folderOf(files: Record<string, string | Buffer>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

/** Programs start slowly on a busy machine. */
const PATIENTLY = { timeout: 120_000 };

test('lint is content with a good folder', PATIENTLY, async () => {
  expect(await edgereel('lint', await folderOf({ 'index.html': GOOD }))).toEqual({
    code: 0,
    stdout: '0 errors, 0 warnings in 1 file.\n',
    stderr: '',
  });
});

test('lint shows findings by file, without colours into a pipe', PATIENTLY, async () => {
  const { code, stdout } = await edgereel('lint', await folderOf({ 'index.html': WRONG }));
  expect(code).toBe(1);
  expect(stdout).toMatch(/^index\.html\n {2}1:\d+ {2}warning {2}The element is timed/);
  expect(stdout).toContain(
    '2:9  error  Math.random() is not the same in every render of a frame.  non_deterministic_code\n',
  );
  expect(stdout).toMatch(/1 error, 1 warning in 1 file\.\n$/);
  expect(stdout).not.toContain('\u001b');
});

test('warnings count when asked for', PATIENTLY, async () => {
  const folder = await folderOf({ 'index.html': WARNED });
  expect((await edgereel('lint', folder, '--strict')).code).toBe(0);
  expect((await edgereel('lint', folder, '--strict-all')).code).toBe(1);
});

test('lint gives JSON', PATIENTLY, async () => {
  const { code, stdout } = await edgereel('lint', await folderOf({ 'index.html': WRONG }), '--json');
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    ok: false,
    errorCount: 1,
    warningCount: 1,
    infoCount: 0,
    filesScanned: 1,
    findings: [
      { code: 'timed_element_missing_clip_class', severity: 'warning', line: 1 },
      {
        code: 'non_deterministic_code',
        severity: 'error',
        file: 'index.html',
        line: 2,
        column: 9,
        snippet: '<script>Math.random()</script>',
      },
    ],
    _meta: { version: expect.any(String) as string },
  });
});

test('compositions lists what a folder holds', PATIENTLY, async () => {
  const folder = await folderOf({ 'index.html': GOOD });
  expect(await edgereel('compositions', folder)).toMatchObject({
    code: 0,
    stdout: 'main  index.html · 160×90 · 1 s\n',
  });
  const { stdout } = await edgereel('compositions', folder, '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    compositions: [{ id: 'main', duration: 1, width: 160, height: 90, elementCount: 1 }],
  });
});

test('what cannot be looked at is named', PATIENTLY, async () => {
  const folder = await folderOf({
    'index.html': GOOD,
    'large.html': '<p>'.padEnd(600_000),
    'picture.html': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]),
  });
  const { code, stdout } = await edgereel('lint', folder);
  expect(code).toBe(0);
  expect(stdout).toContain('Not looked at (too large, or no text): large.html, picture.html\n');
});

test.for<[what: string, files: Record<string, string | Buffer> | null, args: string[], code: number, message: RegExp]>([
  [
    'a folder that is not there',
    null,
    ['lint', '/nowhere/at/all'],
    2,
    /\/nowhere\/at\/all is not there; name a folder/,
  ],
  ['a file', null, ['lint', join(REPO_ROOT, 'README.md')], 2, /README\.md is a file; name a folder/],
  ['an empty folder', {}, ['lint'], 1, /COMPOSITION_NOT_FOUND: .* has no HTML file/],
  [
    'nothing but bytes',
    { 'index.html': Buffer.from([0, 1, 2]) },
    ['compositions'],
    1,
    /COMPOSITION_INVALID: index\.html cannot be read/,
  ],
  ['an option that is not there', null, ['lint', '--fix'], 2, /There is no option --fix/],
  ['a command that is not there', null, ['lnit'], 2, /There is no command lnit; there are lint, compositions/],
])('%s is refused', PATIENTLY, async ([, files, args, code, message]) => {
  const result = await edgereel(...args, ...(files === null ? [] : [await folderOf(files)]));
  expect(result).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(message) as string });
});

test('help tells the commands and their options', PATIENTLY, async () => {
  expect((await edgereel('--help')).stdout).toMatch(/lint[\s\S]*compositions/);
  expect(await edgereel('lint', '--help')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('--strict-all') as string,
  });
});
