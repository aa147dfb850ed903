/**
 * The frame of every program here: arguments, help, errors and exit codes (0 good, 1 failed, 2 wrong use, 128 + n
 * stopped by a signal).
 * @module
 */
import { parseArgs as parseWords } from 'node:util';
import { parseArgs, renderUsage, type ArgsDef, type CommandMeta, type ParsedArgs } from 'citty';
import { isEdgereelError, toWire, type WireError } from '#contracts/errors.ts';
import { abortOnInterrupt, Interruption } from './interrupt.ts';

/** Arguments that do not make sense, in a sentence that says what would. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface ProgramContext<Args extends ArgsDef> {
  args: ParsedArgs<Args>;
  /** Arguments as typed, for `readRepeated`. */
  rawArgs: readonly string[];
  /** Aborted by Ctrl-C. The program has five seconds from then on. */
  signal: AbortSignal;
}

/**
 * Runs a program and sets the exit code. With a `json` argument that is set, a failure is one line `{error}` on
 * standard output.
 */
export async function runProgram<const Args extends ArgsDef>(
  command: { meta: CommandMeta; args: Args },
  run: (context: ProgramContext<Args>) => Promise<void>,
  rawArgs: string[] = process.argv.slice(2),
): Promise<void> {
  if (rawArgs.includes('--help') || rawArgs.includes('-h')) {
    console.log(await renderUsage(command));
    return;
  }
  try {
    const args = parseStrictly(rawArgs, command.args);
    await run({ args, rawArgs, signal: abortOnInterrupt() });
  } catch (error) {
    if (rawArgs.includes('--json')) console.log(JSON.stringify({ error: describeError(error) }));
    console.error(messageOf(error));
    if (error instanceof UsageError) console.error('See --help.');
    process.exitCode = exitCodeOf(error);
  }
}

/** Like citty's `parseArgs`, but refuses what the program does not know instead of passing over it. */
export function parseStrictly<const Args extends ArgsDef>(rawArgs: string[], definition: Args): ParsedArgs<Args> {
  let parsed: ParsedArgs<Args>;
  try {
    parsed = parseArgs<Args>(rawArgs, definition);
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
  const names = Object.entries(definition).flatMap(([name, option]) => [
    name,
    ...('alias' in option ? [option.alias ?? []].flat() : []),
  ]);
  const known = new Set(['_', ...names.flatMap((name) => [name, toCamelCase(name)])]);
  const unknown = Object.keys(parsed).find((name) => !known.has(name));
  if (unknown !== undefined) throw new UsageError(`There is no option ${unknown.length === 1 ? '-' : '--'}${unknown}.`);
  const positionalCount = Object.values(definition).filter(({ type }) => type === 'positional').length;
  const extra = parsed._[positionalCount];
  if (extra !== undefined) throw new UsageError(`One argument too many: ${extra}`);
  for (const [name, { type }] of Object.entries(definition)) {
    if (type === 'string' && parsed[name] === '') throw new UsageError(`--${name} needs a value.`);
  }
  return parsed;
}

/** All values of an option that may be given several times; citty keeps only the last. */
export function readRepeated(rawArgs: readonly string[], name: string): string[] {
  const options = { [name]: { type: 'string', multiple: true } } as const;
  const { values } = parseWords({ args: [...rawArgs], options, strict: false, allowPositionals: true });
  return [values[name] ?? []].flat().filter((value) => typeof value === 'string');
}

/** Reads a whole number from an option; undefined stays so. */
export function parseCount(name: string, text: string | undefined, min: number, max: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new UsageError(`--${name} must be a whole number from ${min} to ${max}, not ${text}.`);
  }
  return value;
}

const toCamelCase = (name: string): string =>
  name.replaceAll(/-(\w)/g, (_match, letter: string) => letter.toUpperCase());

function describeError(error: unknown): WireError {
  if (isEdgereelError(error)) return toWire(error);
  if (error instanceof UsageError) return { code: 'INVALID_REQUEST', message: error.message, retryable: false };
  if (error instanceof Interruption) return { code: 'CANCELLED', message: error.message, retryable: false };
  return { code: 'INTERNAL', message: error instanceof Error ? error.message : String(error), retryable: false };
}

/** Whether the operating system refused something, a file most often: its sentence names what and which. */
const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'errno' in error && 'syscall' in error;

export function messageOf(error: unknown): string {
  // `INTERNAL` says only that there is no better code.
  if (isEdgereelError(error)) return error.code === 'INTERNAL' ? error.message : `${error.code}: ${error.message}`;
  if (error instanceof UsageError || error instanceof Interruption || isSystemError(error)) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function exitCodeOf(error: unknown): number {
  if (error instanceof Interruption) return error.exitCode;
  return error instanceof UsageError ? 2 : 1;
}
