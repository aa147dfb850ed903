import type { HtmlElement } from '../../site/html.ts';
import { atElement, defineRule } from '../rule.ts';

export const root = defineRule({
  codes: {
    root_missing_composition_id: {
      severity: 'error',
      when: 'The entry file has no element with `data-composition-id`.',
    },
    root_missing_dimensions: {
      severity: 'error',
      when: 'The root has no positive `data-width` or `data-height`; the format would make it 1080×1920.',
    },
    standalone_composition_wrapped_in_template: {
      severity: 'error',
      when: "The entry file's root stands inside a `<template>`, whose content is never shown.",
    },
  },
  *check(context) {
    const { document } = context;
    const { root: element } = document;
    if (document.role !== 'entry') return;
    if (element === null) {
      yield {
        code: 'root_missing_composition_id',
        message: `${document.path} has no composition root.`,
        fixHint: 'Give the element that holds everything the attribute data-composition-id.',
        place: { file: document.path, line: 1, column: 1 },
        element: null,
      };
    } else if (element.template !== null) {
      yield {
        code: 'standalone_composition_wrapped_in_template',
        message: `The root of ${document.path} stands inside a <template>, whose content is never shown.`,
        fixHint: 'Take the composition out of the <template>; only files that others mount may use one.',
        ...atElement(context, element),
      };
    }
    if (element === null || (hasSize(element, 'data-width') && hasSize(element, 'data-height'))) return;
    const missing = ['data-width', 'data-height'].filter((name) => !hasSize(element, name));
    yield {
      code: 'root_missing_dimensions',
      message: `The root has no positive ${missing.join(' and ')}.`,
      fixHint: 'Set data-width and data-height to the frame size in pixels, such as 1920 and 1080.',
      ...atElement(context, element),
    };
  },
});

const hasSize = ({ attributes }: HtmlElement, name: string): boolean =>
  Number.parseInt(attributes.get(name) ?? '', 10) > 0;
