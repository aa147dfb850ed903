import { expect, test } from 'vitest';
import type { PageDescription } from '#contracts/page.ts';
import { checkWebgl } from './check-page.ts';

const SWIFTSHADER = {
  vendor: 'Google Inc. (Google)',
  renderer: 'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)',
};
const check = (webgl: PageDescription['webgl']) => () => checkWebgl({ webgl } as PageDescription);

test('a page may be without WebGL, and have that of SwiftShader', () => {
  expect(check(null)).not.toThrow();
  expect(check(SWIFTSHADER)).not.toThrow();
});

test.each([
  ['another renderer', { ...SWIFTSHADER, renderer: 'ANGLE (NVIDIA, Vulkan 1.3.0 (NVIDIA T4))' }, 'NVIDIA T4'],
  ['another vendor', { ...SWIFTSHADER, vendor: 'Mesa' }, 'Mesa'],
  ['none at all', { vendor: '', renderer: '' }, 'needs SwiftShader'],
])('WebGL of %s is refused', (_case, webgl, message) => {
  expect(check(webgl)).toThrow(message);
  expect(check(webgl)).toThrow(expect.objectContaining({ code: 'BROWSER_GPU_NOT_SOFTWARE', details: webgl }));
});
