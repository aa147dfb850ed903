/**
 * Finds the bundled family that is drawn for a name, as styles write it: the family's own, one of another system, or one with a weight or a
 * slant in it ("Helvetica Bold", "HelveticaNeue-Light"). Pure.
 * @module
 */
import { LARGE_FAMILIES } from './fonts.ts';
import { FONT_KINDS, FORMAT_ALIASES, type FontKind } from './font-table.ts';

/** Families whose faces every page declares. */
export const SMALL_FAMILY_NAMES = [
  ...[
    'Inter',
    'Montserrat',
    'Outfit',
    'Nunito',
    'Oswald',
    'League Gothic',
    'Archivo Black',
    'Space Mono',
    'IBM Plex Mono',
  ],
  ...['JetBrains Mono', 'EB Garamond', 'Playfair Display', 'Source Code Pro', 'Roboto', 'Open Sans', 'Lato', 'Poppins'],
] as const;

export interface StandIn {
  /** Bundled family that is drawn. */
  family: string;
  /** Weight that the name itself asks for; null when it leaves that to the text. */
  weight: number | null;
  /** Whether the name itself asks for an italic. */
  isItalic: boolean;
  /**
   * `own`: the name is a bundled family's. `format`: the composition format promises the stand-in. `nearest`: the family is nobody's to give away,
   * and the nearest is drawn.
   */
  kind: 'own' | 'format' | 'nearest';
}

/** Message for a family that another is drawn for, the same from lint, a plan and a preview. */
export const substitutionMessage = (name: string, shown: string): string =>
  `"${name}" is a font of some systems or of a foundry; "${shown}" is shown instead.`;

/** The stand-in of a family; null for one that is not known, and may be at a font host. */
export function findStandIn(name: string): StandIn | null {
  const key = keyOf(name);
  const known = byKey().get(key);
  if (known) return known;
  return findStyled(key);
}

/** A name behind which words tell weight, slant, width or foundry. */
function findStyled(key: string): StandIn | null {
  let rest = key;
  const traits: Trait[] = [];
  for (;;) {
    const suffix = SUFFIXES.find((word) => rest.length > word.length && rest.endsWith(word));
    if (suffix === undefined) return null;
    traits.push(TRAITS[suffix]!);
    rest = rest.slice(0, -suffix.length);
    const base = byKey().get(rest);
    // What a bundled family lacks, such as a condensed cut, is a family of its own at a font host.
    if (base && (base.kind === 'nearest' || !isAtHost(rest) || traits.every(({ isLoose }) => !isLoose)))
      return withTraits(base, traits);
  }
}

/** Families whose further cuts are families of font hosts: "Roboto Condensed", "Noto Sans Display". */
const isAtHost = (key: string): boolean => byKey().get(key)!.kind === 'own' || key === 'notosans';

function withTraits(base: StandIn, traits: readonly Trait[]): StandIn {
  const isCondensed = traits.some(({ isCondensed: is }) => is);
  const weights = traits.flatMap(({ weight }) => weight ?? []);
  return {
    ...base,
    family: isCondensed ? (CONDENSED[base.family] ?? base.family) : base.family,
    // Behind others stands the one that was written first: "Demi Bold" is told by both, "Extra Black" by one.
    weight: weights[0] ?? base.weight,
    isItalic: base.isItalic || traits.some(({ isItalic: is }) => is),
  };
}

interface Trait {
  weight?: number;
  isItalic?: true;
  isCondensed?: true;
  /** May be part of another family's name at a font host. */
  isLoose?: true;
}

const weights = (weight: number, ...words: string[]) => words.map((word): [string, Trait] => [word, { weight }]);
const loose = (trait: Trait, ...words: string[]) =>
  words.map((word): [string, Trait] => [word, { ...trait, isLoose: true }]);

/** Hiragino's and others' weights are W0 to W9. */
const NUMBERED = Array.from({ length: 10 }, (_, i): [string, Trait] => [`w${i}`, { weight: Math.max(100, i * 100) }]);

const TRAITS: Readonly<Record<string, Trait>> = Object.fromEntries([
  ...weights(100, 'thin', 'hairline', 'ultrathin'),
  ...weights(200, 'extralight', 'ultralight', 'xlight'),
  ...weights(300, 'light', 'lt', 'semilight', 'demilight'),
  ...weights(400, 'regular', 'normal', 'book', 'roman', 'rg'),
  ...weights(500, 'medium', 'md'),
  ...weights(600, 'semibold', 'demibold', 'demi', 'semi', 'semib', 'sb'),
  ...weights(700, 'bold', 'bd'),
  ...weights(800, 'extrabold', 'ultrabold', 'xbold'),
  ...weights(900, 'black', 'heavy', 'extrablack', 'ultrablack', 'ultra', 'blk'),
  ...['italic', 'oblique', 'ital', 'it', 'slanted', 'kursiv'].map((word): [string, Trait] => [
    word,
    { isItalic: true },
  ]),
  ...loose(
    { isCondensed: true },
    'condensed',
    'cond',
    'cn',
    'narrow',
    'compressed',
    'semicondensed',
    'extracondensed',
    'ultracondensed',
  ),
  ...loose(
    {},
    'extended',
    'expanded',
    'wide',
    'display',
    'text',
    'caption',
    'headline',
    'micro',
    'small',
    'deck',
    'std',
    'pro',
    'ps',
    'mt',
    'psmt',
    'ot',
  ),
  ...loose(
    {},
    'com',
    'web',
    'webfont',
    'new',
    'neue',
    'next',
    'nova',
    'now',
    'alt',
    'rounded',
    'lining',
    'sc',
    'smallcaps',
    'ltstd',
    'ltpro',
    'linotype',
  ),
  ...loose(
    {},
    'w01',
    'w02',
    'w04',
    'w05',
    'w08',
    'w10',
    'w1g',
    'ce',
    'cyr',
    'cyrillic',
    'greek',
    'urw',
    'bt',
    'itc',
    'adobe',
    'bq',
    'nf',
    'nerdfont',
  ),
  ...loose(
    {},
    '25',
    '35',
    '45',
    '46',
    '47',
    '55',
    '56',
    '57',
    '65',
    '66',
    '67',
    '75',
    '76',
    '77',
    '85',
    '86',
    '87',
    '95',
  ),
  ...['variable', 'var', 'vf', 'upright'].map((word): [string, Trait] => [word, {}]),
  ...NUMBERED,
]);

/** The longest first: "semibold" is no "bold". */
const SUFFIXES = Object.keys(TRAITS).toSorted((a, b) => b.length - a.length);

/** Narrow cuts of sans serifs. */
const CONDENSED: Readonly<Record<string, string>> = Object.fromEntries(
  ['Inter', 'Open Sans', 'Roboto', 'Lato', 'Montserrat', 'Poppins', 'Outfit', 'Archivo Black'].map((family) => [
    family,
    'Oswald',
  ]),
);

/** Case, spaces and hyphens do not tell families apart: fonts are known by full and by PostScript names. */
const keyOf = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

let table: ReadonlyMap<string, StandIn> | null = null;

/** Made when it is first asked: most pages name bundled families alone. */
function byKey(): ReadonlyMap<string, StandIn> {
  table ??= new Map<string, StandIn>([
    ...Object.values<FontKind>(FONT_KINDS).flatMap(({ names, family, weight = null, isItalic = false }) =>
      names.split(',').map((name) => entry(name, { family, weight, isItalic, kind: 'nearest' })),
    ),
    ...Object.entries(FORMAT_ALIASES).flatMap(([family, names]) =>
      names.map((name) => entry(name, plain(family, 'format'))),
    ),
    ...[...SMALL_FAMILY_NAMES, ...Object.values(LARGE_FAMILIES).flat()].map((name) => entry(name, plain(name, 'own'))),
  ]);
  return table;
}

function entry(name: string, standIn: StandIn): [string, StandIn] {
  return [keyOf(name), standIn];
}

function plain(family: string, kind: StandIn['kind']): StandIn {
  return { family, weight: null, isItalic: false, kind };
}
