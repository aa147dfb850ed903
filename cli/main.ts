/**
 * `edgereel`: the command line. Each command is a file in `commands/`.
 * @module
 */
import { renderUsage } from 'citty';
import { runCompositions } from './commands/compositions.ts';
import { runLint } from './commands/lint.ts';

const META = {
  name: 'edgereel',
  description: 'HTML video compositions: what is in a folder, and what is wrong with it.',
};

interface Command {
  description: string;
  run(rawArgs: string[]): Promise<void>;
}

const COMMANDS: Record<string, Command> = {
  lint: { description: 'Find what would break or spoil a render', run: runLint },
  compositions: {
    description: 'List the compositions of a folder, with size, length and variables',
    run: runCompositions,
  },
};

const [name, ...rawArgs] = process.argv.slice(2);
if (name === undefined || name === '--help' || name === '-h') {
  const subCommands = Object.fromEntries(
    Object.entries(COMMANDS).map(([command, { description }]) => [command, { meta: { name: command, description } }]),
  );
  console.log(await renderUsage({ meta: META, subCommands }));
} else if (Object.hasOwn(COMMANDS, name)) {
  await COMMANDS[name]!.run(rawArgs);
} else {
  console.error(`There is no command ${name}; there are ${Object.keys(COMMANDS).join(', ')}.\nSee --help.`);
  process.exitCode = 2;
}
