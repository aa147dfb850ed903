/**
 * Scripts as syntax trees with places in the source.
 * @module
 */
import { parse, type Node, type Program } from 'acorn';
import { shift, type Place, type Position } from './place.ts';

export interface Script {
  file: string;
  isModule: boolean;
  code: string;
  /** Where the code begins in the file. */
  origin: Position;
  /** Null when it does not parse. */
  ast: Program | null;
  error: { message: string; place: Place } | null;
}

/** acorn calls code that is nested deeper than it can go a syntax error. */
const TOO_DEEP = 'Not enough stack space';

/** Throws `RangeError` for code that is nested deeper than the parser, which recurses, can go. */
export function parseScript(file: string, code: string, isModule: boolean, origin: Position): Script {
  const script: Script = { file, isModule, code, origin, ast: null, error: null };
  try {
    script.ast = parse(code, { ecmaVersion: 'latest', sourceType: isModule ? 'module' : 'script', locations: true });
  } catch (error) {
    if (!isSyntaxError(error)) throw error;
    if (error.message.startsWith(TOO_DEEP)) throw new RangeError(error.message, { cause: error });
    const { line, column } = error.loc;
    script.error = {
      message: error.message.replace(/ \(\d+:\d+\)$/, ''),
      place: { file, ...shift(origin, { line, column: column + 1 }) },
    };
  }
  return script;
}

export function placeOf({ file, origin }: Script, node: Node): Place {
  const { line, column } = node.loc!.start;
  return { file, ...shift(origin, { line, column: column + 1 }) };
}

function isSyntaxError(error: unknown): error is SyntaxError & { loc: Position } {
  return error instanceof SyntaxError && 'loc' in error;
}
