import type { RenderWarning } from '#contracts/warning.ts';
import { describeElement } from './describe-element.ts';

/** Warnings of what the composition format has and the engine does not draw, element by element. */
export function unsupportedWarnings(): RenderWarning[] {
  const graded = [...document.querySelectorAll<HTMLElement>('[data-color-grading]')].flatMap((element) => {
    const asked = gradingParts(element.dataset['colorGrading'] ?? '');
    return asked === null
      ? []
      : [warningOf('color_grading_ignored', element, `The colour grading of ${describeElement(element)} (${asked})`)];
  });
  const gpu = [...document.querySelectorAll('[data-requires-webgpu]')].map((element) =>
    warningOf('webgpu_ignored', element, `What ${describeElement(element)} draws with WebGPU`),
  );
  return [...graded, ...gpu];
}

function warningOf(code: string, element: Element, what: string): RenderWarning {
  const message = `${what} is not drawn: the engine has no such thing. Use CSS filters, SVG filters or WebGL.`;
  return { code, severity: 'error', message, details: { element: describeElement(element) } };
}

/** The parts that a `data-color-grading` asks for, in its own words; null for one that asks for nothing. */
export function gradingParts(text: string): string | null {
  if (['', 'none', 'false'].includes(text.trim())) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (value === null) return null;
    if (typeof value !== 'object') return text.trim().replaceAll('"', '');
    const parts = Object.entries(value).filter(([, part]) => !isEmpty(part));
    return parts.length === 0
      ? null
      : parts
          .map(([name, part]) => (typeof part === 'string' ? `${name} ${part}` : name))
          .join(', ')
          .slice(0, MAX_LENGTH);
  } catch {
    return text.trim().slice(0, MAX_LENGTH);
  }
}

const MAX_LENGTH = 100;

function isEmpty(part: unknown): boolean {
  if (part === null || part === false || part === 0 || part === '' || part === 'none') return true;
  return typeof part === 'object' && Object.values(part).every(isEmpty);
}
