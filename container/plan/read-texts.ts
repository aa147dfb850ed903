/**
 * Reads from the text files of a site, before any browser has seen it, what lint finds and how large the composition seems to be.
 * @module
 */
import { readFile } from 'node:fs/promises';
import { chooseTextFiles, toSiteText } from '#analysis/site/site-text.ts';
import { readSiteModel } from '#analysis/site/site-model.ts';
import { lintSite, toWarning } from '#analysis/lint/lint-site.ts';
import type { PlanCall } from '#contracts/protocol.ts';
import type { SiteFile } from '#contracts/site.ts';
import type { RenderWarning } from '#contracts/warning.ts';
import type { Viewport } from '../browser/page-session.ts';
import type { SiteFiles } from '../artifacts/site-files.ts';
import { viewportOf } from './check-composition.ts';

export interface SiteTexts {
  warnings: RenderWarning[];
  /** Size as the root of the entry declares it; null when that is no size. */
  viewport: Viewport | null;
  /** Whether a script or the markup seems to bring a canvas. */
  hasCanvas: boolean;
}

/** Length below which a script is taken for the author's own. Longer ones are libraries, which can do anything. */
const OWN_SCRIPT_LENGTH = 100_000;
const CANVAS = /<canvas\b|\bgetContext\(|\bWebGLRenderer\b/;

/** Reads and judges the text files around the entry; bounded in bytes and files, so that a plan is not held up. */
export async function readTexts(listed: readonly SiteFile[], files: SiteFiles, call: PlanCall): Promise<SiteTexts> {
  const { chosen, skipped } = chooseTextFiles(listed);
  const read = await Promise.all(
    chosen.map(async ({ path }) => ({ path, text: await readFile(files.get(path)!, 'utf8') })),
  );
  const text = toSiteText(
    listed.map(({ path }) => path),
    read,
    skipped,
  );
  const model = readSiteModel(text, call.entry);
  const root = model.documents.find(({ path }) => path === call.entry)?.root;
  const attribute = (name: string): string | null => root?.attributes.get(name) ?? null;
  return {
    hasCanvas: read.some(({ text: content }) => content.length < OWN_SCRIPT_LENGTH && CANVAS.test(content)),
    warnings: lintSite(model, text).findings.map(toWarning),
    viewport: nullWhenWrong(() =>
      viewportOf({ width: attribute('data-width'), height: attribute('data-height') }, call),
    ),
  };
}

/** The page says what is wrong, if it is. */
function nullWhenWrong<Result>(read: () => Result): Result | null {
  try {
    return read();
  } catch {
    return null;
  }
}
