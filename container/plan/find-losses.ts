/**
 * Finds which files that a page requested in vain it cannot be without, and warns of the others.
 * @module
 */
import { isForgivable, lossWarning, type LossKind } from './losses.ts';
import type { RenderWarning } from '#contracts/warning.ts';
import type { CompositionPage } from '../capture/composition-page.ts';
import {
  isHint,
  isLocal,
  isNotGiven,
  isScriptRequest,
  nameOf,
  type MissingFile,
  type RequestKind,
} from '../capture/missing-file.ts';

export interface Losses {
  /** The first file that the page cannot be without. */
  needed: MissingFile | null;
  warnings: RenderWarning[];
  /** URLs that the page does without, sorted. */
  urls: string[];
}

/** `lostFonts`: families for which the next of their list is shown. `isMeant` limits the files that are looked at. */
export async function findLosses(
  page: CompositionPage,
  lostFonts: readonly string[] = [],
  isMeant: (file: MissingFile) => boolean = () => true,
): Promise<Losses> {
  const told = new Map<string, RenderWarning | null>();
  for (const file of page.missing.filter(isMeant)) {
    if (told.has(file.url)) continue;
    const { kind, element } = await classify(page, file, lostFonts);
    if (!isForgivable(kind) || !(mayBeLost(file) || kind === 'fontWithFallback' || kind === 'hint'))
      return { needed: file, warnings: [], urls: [] };
    if (kind === 'hint') continue;
    told.set(file.url, kind === 'fontWithFallback' ? null : describeLoss(kind, file, element));
  }
  const warnings = [...told.values()].filter((warning) => warning !== null);
  return { needed: null, warnings, urls: [...told.keys()].toSorted() };
}

/** Whether a missing file is a loss. A file that arrives as something else, or must not be asked for, is a fault of the composition. */
const mayBeLost = (file: MissingFile): boolean => isLocal(file.url) || isNotGiven(file.error);

interface Classified {
  kind: LossKind;
  element: string | null;
}

async function classify(page: CompositionPage, file: MissingFile, lostFonts: readonly string[]): Promise<Classified> {
  const { kind, url } = file;
  if (isScriptRequest(kind)) return { kind: 'scriptFetch', element: null };
  if (kind === 'Font') return classifyFont(page, file, lostFonts);
  const isUsed = await page.usesFile(url);
  if (isHint(file) && !isUsed) return { kind: 'hint', element: null };
  if (kind === 'Image') return classifyImage(page, url, isUsed);
  return { kind: OTHER_KINDS[kind]?.(file, page) ?? 'document', element: null };
}

const OTHER_KINDS: Partial<Record<RequestKind, (file: MissingFile, page: CompositionPage) => LossKind>> = {
  Script: ({ isByScript }, { scriptErrors }) => (isByScript && scriptErrors.length === 0 ? 'scriptFetch' : 'script'),
  Stylesheet: ({ isByScript }) => (isByScript ? 'scriptFetch' : 'styleSheet'),
  Media: () => 'video',
};

async function classifyFont(
  page: CompositionPage,
  { url, isPreload }: MissingFile,
  lostFonts: readonly string[],
): Promise<Classified> {
  const use = await page.findFontUse(url);
  const element = use?.element ?? null;
  if (use && lostFonts.includes(use.family)) return { kind: 'fontWithFallback', element };
  if (!use && isPreload) return { kind: 'hint', element };
  return { kind: use || (await page.usesFile(url)) ? 'font' : 'scriptFetch', element };
}

async function classifyImage(page: CompositionPage, url: string, isUsed: boolean): Promise<Classified> {
  // Chrome does not tell a script's pictures from others: they are those that nothing shows.
  if (!isUsed) return { kind: 'scriptFetch', element: null };
  const element = await page.findUser(url);
  if (isLocal(url)) return { kind: 'sitePicture', element };
  return { kind: element !== null && PICTURE.test(element) ? 'webPicture' : 'webStyleImage', element };
}

/** Names of elements that are pictures themselves. */
const PICTURE = /^(img|image|input|source|picture|use|feimage)\b/;

function describeLoss(
  kind: LossKind,
  { url, error, kind: request }: MissingFile,
  element: string | null,
): RenderWarning {
  const name = nameOf(url);
  const user = element === null ? '' : ` It is used by ${element}.`;
  const details = { ...error.details, url: name, kind: request.toLowerCase(), ...(element !== null && { element }) };
  const subject =
    kind === 'scriptFetch' ? `A script or a frame asks for ${name} in vain` : `The picture ${name} is not shown`;
  return lossWarning(kind, `${subject}: ${error.message}${user}`, details);
}
