/**
 * Small sites for the tests of lint and discovery.
 * @module
 */
import { readSiteModel } from '../../site/site-model.ts';
import { toSiteText } from '../../site/site-text.ts';
import type { LintFinding } from '#contracts/site-description.ts';
import { lintSite } from '../lint-site.ts';

/** Path to text; a file that is only named has null. HTML alone is the entry. */
export type Files = string | Record<string, string | null>;

export interface RuleCase {
  code: string;
  /** Each breaks the rule in the line with the mark `◀`, and nowhere else. */
  bad: readonly Files[];
  /** What looks like it, and is right. */
  good: readonly Files[];
}

export const MARK = '◀';

export const toRecord = (files: Files): Record<string, string | null> =>
  typeof files === 'string' ? { 'index.html': files } : files;

export function lintFiles(files: Files): LintFinding[] {
  const entries = Object.entries(toRecord(files));
  const texts = entries.flatMap(([path, text]) => (text === null ? [] : [{ path, text: text.replaceAll(MARK, '') }]));
  const siteText = toSiteText(
    entries.map(([path]) => path),
    texts,
  );
  return lintSite(readSiteModel(siteText), siteText).findings;
}

/** Where the marks are, as `file:line`. */
export function markedPlaces(files: Files): string[] {
  return Object.entries(toRecord(files)).flatMap(([path, text]) =>
    (text ?? '').split('\n').flatMap((line, index) => (line.includes(MARK) ? [`${path}:${index + 1}`] : [])),
  );
}

interface PageParts {
  /** More attributes of the root. */
  root?: string;
  head?: string;
  /** Attributes of `<html>`. */
  html?: string;
}

/** A document whose root declares everything and needs no timeline. */
export const page = (body: string, { root = '', head = '', html = '' }: PageParts = {}): string => `<!doctype html>
<html ${html}><head>${head}</head><body>
<div data-composition-id="main" data-width="160" data-height="90" data-duration="1" data-no-timeline ${root}>
${body}
</div>
</body></html>`;

/** A document with GSAP, whose script is `code`. */
export const gsapPage = (code: string, { head = '', body = '' } = {}): string => `<!doctype html>
<html><head><script src="vendor/gsap.min.js"></script>${head}</head><body>
<div data-composition-id="main" data-width="160" data-height="90" data-duration="1">
${body}
</div>
<script>
${code}
</script>
</body></html>`;

/** A registered timeline `tl`, with `code` between making and registering it. */
export const timelinePage = (code: string, parts?: { head?: string; body?: string }): string =>
  gsapPage(
    `const tl = gsap.timeline({ paused: true });
${code}
window.__timelines = window.__timelines || {};
window.__timelines['main'] = tl;`,
    parts,
  );
