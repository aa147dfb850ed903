import { atElement, defineRule } from '../rule.ts';

export const unsupported = defineRule({
  codes: {
    color_grading_ignored: {
      severity: 'error',
      when: 'An element has `data-color-grading` (a preset, adjustments, effects or a LUT), which is not drawn.',
    },
    webgpu_ignored: {
      severity: 'error',
      when: 'An element has `data-requires-webgpu`, and the engine has no WebGPU.',
    },
  },
  *check(context) {
    for (const element of context.document.elements) {
      const grading = element.attributes.get('data-color-grading')?.trim();
      if (grading !== undefined && !NEUTRAL.has(grading)) {
        yield {
          code: 'color_grading_ignored',
          message: `The colour grading ${shorten(grading)} is not drawn.`,
          fixHint: 'Use CSS or SVG filters.',
          ...atElement(context, element, 'data-color-grading'),
        };
      }
      if (element.attributes.has('data-requires-webgpu')) {
        yield {
          code: 'webgpu_ignored',
          message: 'What needs WebGPU is not drawn.',
          fixHint: 'Use WebGL.',
          ...atElement(context, element, 'data-requires-webgpu'),
        };
      }
    }
  },
});

/** Values that ask for nothing. */
const NEUTRAL = new Set(['', '{}', 'none', 'null', 'false']);

const MAX_LENGTH = 60;
const shorten = (text: string): string => (text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text);
