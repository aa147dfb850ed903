/**
 * Attributes of roots and timed elements, as authors write them and as they should not.
 * @module
 */
import type { Draft } from './draft.ts';

const NUMBERS = ['0', '0.1', '0.2', '.3', '0.35', '0.5', ' 0.1 ', '1e-1'];
const BROKEN_NUMBERS = [
  ...['', ' ', '-1', '-0', 'NaN', 'Infinity', '-Infinity', '1e309', '1e-320', '0x1', '1s', '50%', '0,5', '1 2', '--1'],
  ...['null', 'undefined', '[]', '{}', '１', '٣', '½', '∞', '\u202e1', '1;alert(1)', '9'.repeat(400), '1e12', '1e300'],
];

/** ` name="value"`. */
export function attribute(name: string, value: string): string {
  return ` ${name}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`;
}

function sometimes(draft: Draft, probability: number, name: string, value: () => string): string {
  return draft.chance(probability) ? attribute(name, value()) : '';
}

const number = (draft: Draft) => draft.choose(NUMBERS, BROKEN_NUMBERS);

/** A time, or the end of something else: of one that exists, of itself, of nothing. */
function start(draft: Draft): string {
  if (draft.chance(0.7) || draft.names.length === 0) return number(draft);
  const target = draft.choose(draft.names, [
    'nothing',
    'main',
    '',
    '+',
    '-',
    'a b',
    '#',
    '"',
    'constructor',
    '__proto__',
  ]);
  const offset = draft.choose(['', ' + 0.1', '-0.1', '+0', '- 5'], ['+', ' + x', '+ 1e309', '--1', '+ +1', ' * 2']);
  return target + offset;
}

/** When a timed element begins and ends, and what else the format lets it say. */
export function timing(draft: Draft): string {
  return [
    sometimes(draft, 0.9, 'data-start', () => start(draft)),
    sometimes(draft, 0.6, 'data-duration', () => number(draft)),
    sometimes(draft, 0.15, 'data-end', () => number(draft)),
    sometimes(draft, 0.3, 'data-track-index', () => draft.choose(['0', '1', '2'], ['-1', 'x', '1.5', '1e9'])),
    sometimes(draft, 0.05, 'data-hidden', () => draft.pick(['', 'true', 'false'])),
    sometimes(draft, 0.1, 'class', () => draft.pick(['clip', 'clip go', '']).trim()),
    sometimes(draft, 0.1, 'data-playback-start', () => number(draft)),
    sometimes(draft, 0.1, 'data-playback-rate', () => draft.choose(['1', '2', '0.5'], ['0', '-1', 'fast', '1e9'])),
  ].join('');
}

const STYLES = [
  'position:absolute;inset:0;background:#345',
  'position:absolute;left:10px;top:8px;width:40px;height:30px;background:linear-gradient(#f40,#08f)',
  'width:50%;height:20px;background:#8f4;border-radius:6px;box-shadow:0 0 8px #fff',
  'display:flex;gap:4px;color:#fff;font:14px sans-serif',
  'display:grid;color:#ff0;font:bold 12px serif;transform:rotate(10deg)',
  'opacity:.5;filter:blur(2px);mix-blend-mode:screen;background:#f0f;width:20px;height:20px',
  'position:fixed;right:0;bottom:0;width:16px;height:16px;background:#fff;clip-path:circle(50%)',
];
const BROKEN_STYLES = [
  ...[
    'color:',
    ';;;',
    '}{',
    'width:1e9px;height:1e9px;background:red',
    'all:unset',
    'display:contents',
    'display:none',
  ],
  ...['transform:scale(1e30)', 'transform:matrix3d(0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0)', 'filter:blur(9999px)', 'zoom:0'],
  ...[
    'background:url(missing.png)',
    'font-family:',
    'content-visibility:hidden',
    'animation:nothing infinite',
    '\u0001',
  ],
];

export function style(draft: Draft): string {
  return sometimes(draft, 0.7, 'style', () => draft.choose(STYLES, BROKEN_STYLES));
}

const VARIABLES = [
  { id: 'title', type: 'string', label: 'Title', default: 'Hi' },
  { id: 'size', type: 'number', label: 'Size', default: 3, min: 0, max: 5 },
  { id: 'tint', type: 'color', label: 'Tint', default: '#f00' },
  { id: 'loud', type: 'boolean', label: 'Loud', default: true },
  { id: 'mood', type: 'enum', label: 'Mood', default: 'a', options: [{ value: 'a', label: 'A' }] },
];
const BROKEN_VARIABLES = [
  ...['', '{', 'null', '5', '"x"', '[null]', '[[]]', '[{}]', '[{"id":5}]', '{"a":1}', "[{'id':'a'}]", '[1e999]'],
  ...['[{"id":"__proto__","type":"string","label":"x","default":"y"}]', '['.repeat(2000), '[{"id":"e","type":"enum"}]'],
];

export function variableDeclaration(draft: Draft): string {
  const declared = JSON.stringify(VARIABLES.slice(draft.integer(0, VARIABLES.length)));
  return sometimes(draft, 0.3, 'data-composition-variables', () => draft.choose([declared], BROKEN_VARIABLES));
}

export function variableValues(draft: Draft): string {
  const values = JSON.stringify({ title: draft.name(), size: draft.integer(-9, 9), tint: 'lime', unknown: [] });
  return sometimes(draft, 0.3, 'data-variable-values', () => draft.choose([values], BROKEN_VARIABLES));
}

const SIZES = ['16', '64', '90', '96', '128', '64px'];
const BROKEN_SIZES = ['0', '-2', '15', '63', '7682', '1e9', '64.5', 'auto', '', 'NaN', '100000000000000000000'];
const RATES = ['10', '10', '10', '12', '25', '30000/1001'];
const BROKEN_RATES = ['0', '-1', '1000', 'abc', '10/0', '1/3', '29.97', '', '1e9', '30/1/1', 'NaN'];

/** What the root says of itself. Lengths are short, or too long for any render. */
export function rootAttributes(draft: Draft, id: string): string {
  const size = () => draft.choose(SIZES, BROKEN_SIZES);
  return [
    draft.choose([attribute('data-composition-id', id)], ['', attribute('data-composition-id', '')]),
    sometimes(draft, 0.99, 'data-width', size),
    sometimes(draft, 0.99, 'data-height', size),
    sometimes(draft, 0.9, 'data-duration', () => draft.choose(['0.2', '0.3', '0.4', '0.55', '0.6'], BROKEN_NUMBERS)),
    sometimes(draft, 0.05, 'data-composition-duration', () => number(draft)),
    sometimes(draft, 0.98, 'data-fps', () => draft.choose(RATES, BROKEN_RATES)),
    sometimes(draft, 0.2, 'data-start', () => number(draft)),
    sometimes(draft, 0.2, 'data-root', () => draft.choose(['true'], ['false', ''])),
    variableDeclaration(draft),
    style(draft),
  ].join('');
}
