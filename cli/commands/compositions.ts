/**
 * `edgereel compositions [dir]`: what a folder holds.
 * @module
 */
import type { CompositionDescription } from '#contracts/site-description.ts';
import { runProgram } from '../../local/run-program.ts';
import { folderArgument, lookAtFolder } from '../look-at-folder.ts';
import { version } from '../version.ts';

const command = {
  meta: { name: 'edgereel compositions', description: 'List the compositions of a folder.' },
  args: {
    dir: folderArgument,
    json: { type: 'boolean', default: false, description: 'One line of JSON on standard output, with all details' },
  },
} as const;

export function runCompositions(rawArgs: string[]): Promise<void> {
  return runProgram(
    command,
    async ({ args }) => {
      const { lint: _, compositions, ...rest } = await lookAtFolder(args.dir);
      // `duration` is the name that readers of this format know.
      const listed = compositions.map((composition) => ({ ...composition, duration: composition.durationSeconds }));
      const result = { compositions: listed, ...rest, _meta: { version: await version() } };
      console.log(args.json ? JSON.stringify(result) : showCompositions(compositions));
    },
    rawArgs,
  );
}

function showCompositions(compositions: readonly CompositionDescription[]): string {
  if (compositions.length === 0) return 'No composition: no element has data-composition-id.';
  return compositions.map(describe).join('\n');
}

function describe({ id, file, role, width, height, fps, variables, ...facts }: CompositionDescription): string {
  const parts = [
    role === 'entry' ? file : `${file}, in ${facts.hostFiles.join(', ') || 'no file'}`,
    width !== null && height !== null ? `${width}×${height}` : 'no size',
    ...(fps === null ? [] : [`${fps} fps`]),
    facts.durationSeconds === null ? 'length unknown' : `${facts.durationSeconds} s`,
    ...(variables.length > 0 ? [`variables: ${variables.map((variable) => variable.id).join(', ')}`] : []),
  ];
  return `${id}  ${parts.join(' · ')}`;
}
