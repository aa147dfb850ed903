/**
 * Places in a file.
 * @module
 */

/** Both from 1, as editors count. */
export interface Position {
  line: number;
  column: number;
}

export interface Place extends Position {
  file: string;
}

/** Moves a position inside a piece of text to the file that holds the piece from `origin` on. */
export function shift(origin: Position, { line, column }: Position): Position {
  return line === 1
    ? { line: origin.line, column: origin.column + column - 1 }
    : { line: origin.line + line - 1, column };
}
