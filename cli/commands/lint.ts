/**
 * `edgereel lint [dir]`: what would break or spoil a render.
 * @module
 */
import { runProgram } from '../../local/run-program.ts';
import { version } from '../version.ts';
import { folderArgument, lookAtFolder } from '../look-at-folder.ts';
import { showFindings } from '../show-findings.ts';

const command = {
  meta: {
    name: 'edgereel lint',
    description: 'Find what would break or spoil a render. Exit code 1 when something counts, 0 when nothing does.',
  },
  args: {
    dir: folderArgument,
    json: { type: 'boolean', default: false, description: 'One line of JSON on standard output' },
    strict: { type: 'boolean', default: false, description: 'Errors count (they do without it too)' },
    'strict-all': { type: 'boolean', default: false, description: 'Warnings count too' },
  },
} as const;

export function runLint(rawArgs: string[]): Promise<void> {
  return runProgram(
    command,
    async ({ args }) => {
      const { lint, skippedFiles } = await lookAtFolder(args.dir);
      const counting = lint.errorCount + (args['strict-all'] ? lint.warningCount : 0);
      const result = { ok: counting === 0, ...lint, infoCount: 0, skippedFiles, _meta: { version: await version() } };
      console.log(args.json ? JSON.stringify(result) : showFindings(result, process.stdout.isTTY === true));
      if (!result.ok) process.exitCode = 1;
    },
    rawArgs,
  );
}
