import { createHash } from 'node:crypto';
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import type { CompositionIndex } from '#contracts/render.ts';
import { ObjectStore } from '../storage/object-store.ts';
import { resolveComposition } from './resolve-composition.ts';
import { readSite } from './site-store.ts';

const store = new ObjectStore(env.ARTIFACTS);
const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');
const siteIdOf = (html: string): string => sha256Of(`index.html\0${html}`).slice(0, 16);

function indexOf(html: string): CompositionIndex {
  const facts = { title: 'Live', description: '', width: 2, height: 2, fps: '30', durationSeconds: 1, variables: [] };
  const files = [{ path: 'index.html', sha256: sha256Of(html), sizeBytes: html.length }];
  return { compositions: [{ name: 'live', ...facts, siteId: siteIdOf(html), files }], problems: [] };
}

/** Compositions on a disk where somebody saves: each look finds the next index, and the last text. */
function assetsOf(indexes: CompositionIndex[], html: string): Fetcher {
  const fetch = (url: string): Promise<Response> => {
    const isIndex = url.endsWith('/index.json');
    return Promise.resolve(isIndex ? Response.json(indexes.length > 1 ? indexes.shift() : indexes[0]) : sized(html));
  };
  return { fetch } as unknown as Fetcher;
}

const sized = (text: string): Response => new Response(text, { headers: { 'content-length': String(text.length) } });

it.each([
  ['of another length', 'first version', 'second'],
  ['of the same length', 'version 1', 'version 2'],
])('stores one state of a composition that is saved, %s, while it is read', async (_how, first, second) => {
  const assets = assetsOf([indexOf(first), indexOf(second)], second);
  const resolved = await resolveComposition('live', 'index.html', { store, assets, tenantId: 'saving' });
  expect(resolved).toEqual({ siteId: siteIdOf(second), label: 'live' });
  expect((await readSite(store, 'saving', resolved.siteId))?.files[0]?.sha256).toBe(sha256Of(second));
  expect(await readSite(store, 'saving', siteIdOf(first))).toBeNull();
});

it('passes on what is wrong where nothing was saved', async () => {
  const assets = assetsOf([indexOf('promised')], 'broken');
  await expect(resolveComposition('live', 'index.html', { store, assets, tenantId: 'other' })).rejects.toThrow();
});

it('tells why a composition cannot be rendered', async () => {
  const problems = [{ name: 'bad', message: 'Composition "bad" uses vendor/x.js.' }];
  const assets = assetsOf([{ compositions: [], problems }], '');
  await expect(resolveComposition('bad', 'index.html', { store, assets, tenantId: 'main' })).rejects.toMatchObject({
    code: 'COMPOSITION_INVALID',
    message: 'Composition "bad" uses vendor/x.js.',
  });
});
