/**
 * Compositions in a composition: in place, from a template, from a file, and from what is no such thing.
 * @module
 */
import { attribute, style, timing, variableDeclaration, variableValues } from './attributes.ts';
import type { Draft } from './draft.ts';
import { animation, styleSheet } from './motion.ts';

const NOWHERE = [
  'missing.html',
  '',
  '#',
  'index.html',
  'picture.svg',
  '../up.html',
  'http://no.such.host.invalid/x.html',
  '{{file}}',
];
const UNUSABLE = [
  '',
  '   ',
  '<p>no composition</p>',
  '<template></template>',
  '\0',
  '{"json":true}',
  '<template><div>',
];

/** `fill` makes up what lies in it. */
export function subComposition(draft: Draft, fill: () => string): string {
  return draft.pick([inPlace, fromTemplate, fromFile])(draft, fill);
}

const box = (draft: Draft, id: string) =>
  attribute('data-composition-id', id) + attribute('data-width', '40') + attribute('data-height', '30') + style(draft);

function inPlace(draft: Draft, fill: () => string): string {
  return `<div${box(draft, draft.name())}${timing(draft)}>${fill()}${animation(draft)}</div>`;
}

function fromTemplate(draft: Draft, fill: () => string): string {
  const id = draft.choose([draft.name()], ['main', ...draft.names]);
  const host = () => `<div${attribute('data-composition-id', id)}${timing(draft)}${variableValues(draft)}></div>`;
  const template = `<template${attribute('id', `${id}-template`)}>${child(draft, id, fill)}</template>`;
  return `${draft.repeat(1, 2, host)}${draft.choose([template], ['', template + template])}`;
}

function fromFile(draft: Draft, fill: () => string): string {
  const known = Object.keys(draft.files).filter((file) => file.endsWith('.html'));
  const file = draft.chance(0.2)
    ? draft.choose(known.length > 0 ? known : ['missing.html'], NOWHERE)
    : newFile(draft, fill);
  const id = draft.chance(0.5) ? attribute('data-composition-id', draft.choose([draft.name()], draft.names)) : '';
  return `<div${id}${attribute('data-composition-src', file)}${timing(draft)}${variableValues(draft)}></div>`;
}

/** The file is named before it is written, so that what lies in it may name it too. */
function newFile(draft: Draft, fill: () => string): string {
  const file = `${draft.pick(['', 'parts/', 'ünï cöde/'])}child${Object.keys(draft.files).length}.html`;
  draft.files[file] = '';
  const id = draft.name();
  const inner = child(draft, id, fill);
  const template = `<template${attribute('id', `${id}-template`)}>${inner}</template>`;
  const page = `<!doctype html><html${variableDeclaration(draft)}><head></head><body>${inner}</body></html>`;
  draft.files[file] = draft.choose([template, page, inner], UNUSABLE);
  return file;
}

function child(draft: Draft, id: string, fill: () => string): string {
  return `${styleSheet(draft)}<div${box(draft, id)}>${fill()}</div>${animation(draft, id)}`;
}
