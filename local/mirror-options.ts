/**
 * `--mirror <url-prefix>=<dir>`, as often as wanted.
 * @module
 */
import { statSync } from 'node:fs';
import { fromCaller } from './paths.ts';
import { UsageError } from './run-program.ts';
import type { Mirrors } from './mirror-file.ts';

export const mirrorArg = {
  type: 'string',
  description: 'Folder that answers for a part of the web, e.g. https://cdn.example.com/=cdn; may be repeated',
  valueHint: 'URL=DIR',
} as const;

/** Throws `UsageError` for a prefix that is no https: URL, or a folder that does not exist. */
export function readMirrors(texts: readonly string[]): Mirrors {
  return Object.fromEntries(
    texts.map((text) => {
      // A prefix may hold `=`; a folder's name then may not.
      const at = text.lastIndexOf('=');
      const prefix = text.slice(0, Math.max(0, at));
      if (!prefix.startsWith('https://') || !URL.canParse(prefix)) {
        throw new UsageError(`--mirror must be <https-url-prefix>=<folder>, not ${text}`);
      }
      const folder = fromCaller(text.slice(at + 1));
      if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
        throw new UsageError(`--mirror ${text}: ${folder} is not a folder.`);
      }
      // Without a slash behind the host, https://a.com would stand for https://a.com.example too.
      const { origin } = new URL(prefix);
      return [prefix === origin ? `${origin}/` : prefix, folder];
    }),
  );
}
