/**
 * Texts that a page makes very long leave a node shortened.
 * @module
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asEdgereelError, toWire } from '#contracts/errors.ts';
import { MAX_TEXT_LENGTH } from '#contracts/limits.ts';
import type { PlanCall } from '#contracts/protocol.ts';
import { startTestNode, type TestNode } from '../../container/testing/engine-fixture.ts';

let node: TestNode;
beforeAll(async () => void (node = await startTestNode()));
afterAll(() => node[Symbol.asyncDispose]());

const page = (body: string, attributes = ''): string =>
  `<!doctype html><html><body style="margin:0"><div id="main" data-composition-id="main" data-width="320" data-height="180" data-duration="0.1" ${attributes}>${body}</div></body></html>`;
const script = (code: string): string => page(`<script>${code}</script>`);

/** Longest answer: an error with all its details, or a result with all its warnings. */
const MAX_ANSWER_LENGTH = 150_000;

const FAILING: [what: string, site: string, code: string][] = [
  ['the message of an error', script(`throw new Error('A'.repeat(1e6))`), 'COMPOSITION_SCRIPT_FAILED'],
  ['its name', script(`const e = new Error('x'); e.name = 'N'.repeat(6e6); throw e`), 'COMPOSITION_SCRIPT_FAILED'],
  ['its stack', script(`const e = new Error('x'); e.stack = 'S'.repeat(6e6); throw e`), 'COMPOSITION_SCRIPT_FAILED'],
  ['a text that is thrown', script(`throw '🎬'.repeat(5e5)`), 'COMPOSITION_SCRIPT_FAILED'],
  ['a rejection', script(`Promise.reject(new Error('R'.repeat(6e6)))`), 'COMPOSITION_SCRIPT_FAILED'],
  [
    'errors by the thousand',
    script(`for (let i = 0; i < 3000; i++) Promise.reject(new Error(i + 'E'.repeat(5000)))`),
    'COMPOSITION_SCRIPT_FAILED',
  ],
  [
    'the address of a picture',
    page(`<img id="i"><script>i.src = '/' + 'u'.repeat(1e6) + '.png'</script>`),
    'ASSET_NOT_FOUND',
  ],
  [
    'the size of the root',
    page('').replace('data-width="320"', `data-width="${'x'.repeat(1e6)}"`),
    'COMPOSITION_INVALID',
  ],
];

it.each(FAILING)('%s', async (_what, site, code) => {
  const thrown: unknown = await node.plan(site).then(
    () => null,
    (error: unknown) => error,
  );
  const wire = toWire(asEdgereelError(thrown));
  expect(wire.code).toBe(code);
  expect(wire.message.length).toBeLessThanOrEqual(MAX_TEXT_LENGTH);
  expect(wire.message.isWellFormed()).toBe(true);
  expect(JSON.stringify(wire).length).toBeLessThan(MAX_ANSWER_LENGTH);
});

const manyClips = Array.from({ length: 3000 }, (_, i) => `<p data-start="0" data-duration="1" id="p${i}"></p>`).join(
  '',
);
const RENDERED: [what: string, site: string | Record<string, string>, call?: Partial<PlanCall>][] = [
  ['warnings by the thousand', page(manyClips)],
  [
    'the id and the class of elements',
    page(`<p id="${'i'.repeat(1e6)}" class="${'c'.repeat(1e6)}">Text \u{10ffff}</p>`),
  ],
  [
    'the name of a composition',
    page('').replace('data-composition-id="main"', `data-composition-id="${'m'.repeat(1e6)}"`),
  ],
  ['the title', page('').replace('<body', `<head><title>${'t'.repeat(1e6)}</title></head><body`)],
  ['the name of a sound', page(`<audio id="a" data-start="0" src="${'s'.repeat(100_000)}.mp3"></audio>`)],
  ['a family', page(`<p style="font-family:'${'f'.repeat(100_000)}', Inter">Text</p>`)],
  ['the names of variables', page(''), { variables: { ['v'.repeat(1e6)]: 'x'.repeat(1e6), b: 1 } }],
];

it.each(RENDERED)('%s', async (_what, site, call) => {
  const answer = await node.plan(site, call).catch((error: unknown) => toWire(asEdgereelError(error)));
  expect(JSON.stringify(answer).length).toBeLessThan(MAX_ANSWER_LENGTH);
  if ('code' in answer) expect(['INTERNAL', 'NODE_LOST', 'BROWSER_CRASHED']).not.toContain(answer.code);
});
