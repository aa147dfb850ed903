import { resolveUrl } from '../../site/site-url.ts';
import type { SiteDocument, SiteModel } from '../../site/site-model.ts';
import { atElement, defineRule } from '../rule.ts';

export const subCompositions = defineRule({
  codes: {
    missing_or_empty_sub_composition: {
      severity: 'error',
      when: '`data-composition-src` names a file that is not there, is empty, holds no composition, or mounts itself.',
    },
  },
  *check(context) {
    const { document, site } = context;
    for (const element of document.elements) {
      const src = element.attributes.get('data-composition-src');
      const problem = src === undefined ? null : findProblem(src, document, site);
      if (problem === null) continue;
      yield {
        code: 'missing_or_empty_sub_composition',
        message: `data-composition-src="${src}" ${problem}.`,
        fixHint: 'Name an HTML file with a data-composition-id, from the top of the site.',
        ...atElement(context, element, 'data-composition-src'),
      };
    }
  },
});

/** What is wrong with the file, as the end of a sentence. Placeholders and files that were not read are let pass. */
function findProblem(src: string, document: SiteDocument, site: SiteModel): string | null {
  if (src.trim() === '') return 'names no file';
  const target = resolveUrl(src, '', site.paths);
  if (target.kind === 'remote') return 'is on the web; sub-compositions must be files of the site';
  if (target.kind === 'other') return null;
  if (target.path === null) return 'is not a file of the site';
  if (mounts(target.path, document.path, site)) return 'mounts itself';
  const mounted = site.documents.find(({ path }) => path === target.path);
  if (!mounted) return site.skipped.includes(target.path) ? null : 'is no HTML file';
  if (mounted.source.trim() === '') return 'is empty';
  return mounted.compositions.length === 0 ? 'holds no element with data-composition-id' : null;
}

/** Whether a file is, or mounts at any depth, another. */
function mounts(path: string, other: string, site: SiteModel): boolean {
  const reached = new Set([path]);
  for (const file of reached) {
    if (file === other) return true;
    for (const { path: mounted, hosts } of site.documents) {
      if (hosts.some((host) => host.file === file)) reached.add(mounted);
    }
  }
  return false;
}
