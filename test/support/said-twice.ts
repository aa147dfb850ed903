/**
 * What a message for users says twice.
 * @module
 */

const RUN_OF_WORDS = /\b((?:[\w'.-]+[\s,:;]+){2,}[\w'.-]+)\b.*?\b\1\b/is;
const NAME_AND_NAME = /(?:^|[\s(])([\w.]+):\s+"?\1\b/i;

/** Three words in a row that come again, or a name in front of a rule that begins with it; null when each thing is said once. */
export function saidTwice(message: string): string | null {
  return (RUN_OF_WORDS.exec(message) ?? NAME_AND_NAME.exec(message))?.[1] ?? null;
}
