import type { HtmlElement } from '../../site/html.ts';
import { nameElement } from '../../site/html.ts';
import type { Place } from '../../site/place.ts';
import { findRawName, rawNameHint } from '../../site/raw-names.ts';
import { isStyleSheetLink } from '../../site/site-model.ts';
import { resolveUrl } from '../../site/site-url.ts';
import { isUnusableAddress } from '../media-address.ts';
import { defineRule, type RuleContext } from '../rule.ts';

interface Reference {
  url: string;
  place: Place;
  element: string | null;
  isAudio: boolean;
}

export const localAssets = defineRule({
  codes: {
    missing_local_asset: {
      severity: 'error',
      when: 'An address in HTML or CSS names a file that the site does not have.',
    },
    audio_src_not_found: { severity: 'error', when: 'An audio element names a file that the site does not have.' },
  },
  *check(context) {
    const { site } = context;
    for (const { url, place, element, isAudio } of [...htmlReferences(context), ...cssReferences(context)]) {
      const target = resolveUrl(url, place.file, site.paths);
      if (target.kind !== 'local' || target.path !== null || isUnusableAddress(url)) continue;
      const meant = findRawName(target.wanted, site.paths) ?? findRawName(url.trim(), site.paths);
      yield {
        code: isAudio ? 'audio_src_not_found' : 'missing_local_asset',
        message: `${url} is not a file of the site.`,
        fixHint:
          meant !== null
            ? `${rawNameHint(meant)}.`
            : `Add ${target.wanted} to the site, or correct the path; upper and lower case differ.`,
        place,
        element,
      };
    }
  },
});

function* htmlReferences({ document }: RuleContext): Generator<Reference> {
  for (const element of document.elements) {
    for (const attribute of attributesWithFiles(element)) {
      const value = element.attributes.get(attribute);
      if (value === undefined) continue;
      const place = { file: document.path, ...element.positionOf(attribute) };
      const isAudio = [element.tag, element.parent?.tag].includes('audio');
      for (const url of attribute === 'srcset' ? urlsOfSrcset(value) : [value]) {
        yield { url, place, element: nameElement(element), isAudio };
      }
    }
  }
}

const FILE_ATTRIBUTES: Record<string, readonly string[]> = {
  img: ['src', 'srcset'],
  source: ['src', 'srcset'],
  video: ['src', 'poster'],
  audio: ['src'],
  track: ['src'],
  script: ['src'],
  iframe: ['src'],
  embed: ['src'],
  image: ['href', 'xlink:href'],
  object: ['data'],
};

function attributesWithFiles(element: HtmlElement): readonly string[] {
  return element.tag === 'link' && isStyleSheetLink(element) ? ['href'] : (FILE_ATTRIBUTES[element.tag] ?? []);
}

/** Commas may be part of an address; those of the list are followed by space. */
const urlsOfSrcset = (value: string): string[] =>
  value.split(/,\s+/).flatMap((candidate) => candidate.trim().split(/\s+/)[0] || []);

function* cssReferences({ document }: RuleContext): Generator<Reference> {
  for (const { urls, imports } of document.sheets) {
    for (const { url, place } of [...imports, ...urls]) yield { url, place, element: null, isAudio: false };
  }
  for (const { element, urls, place } of document.inlineStyles) {
    for (const url of urls) yield { url, place, element: nameElement(element), isAudio: false };
  }
}
