import { describe, expect, it } from 'vitest';
import { EdgereelError } from '#contracts/errors.ts';
import type { FontUse } from '#contracts/page.ts';
import type { RemoteFiles } from '../artifacts/remote-files.ts';
import { openWebFonts, UndeclaredFonts } from './web-fonts.ts';

const use = (family: string, weight = '400'): FontUse => ({
  family,
  weight,
  style: 'normal',
  element: 'h1#title',
  state: 'undeclared',
  sheets: [`https://fonts.test/${family}/${weight}`, `https://fonts.test/${family}`],
});

/** Answers for these URLs; any other gives the error. */
function web(urls: string[], error = new EdgereelError('ASSET_FETCH_FAILED')): RemoteFiles {
  return {
    async get(url) {
      if (!urls.includes(url)) throw error;
      return { finalUrl: url, contentType: 'text/css', path: '' };
    },
  };
}

describe('families of the web', () => {
  it('are looked for until the page has all of them', async () => {
    const fonts = openWebFonts(web(['https://fonts.test/Sora/700', 'https://fonts.test/Bungee']), false);
    const seen: string[][] = [];
    const result = await fonts.whileLooking(async () => {
      seen.push(fonts.sheets);
      if (seen.length === 1) throw new UndeclaredFonts([use('Sora', '700'), use('Bungee'), use('Bungee', '700')]);
      return 'done';
    });
    expect(result).toBe('done');
    expect(seen).toEqual([[], ['https://fonts.test/Bungee', 'https://fonts.test/Sora/700']]);
  });

  it.each([
    ['FONT_FETCH_FAILED', 'ASSET_FETCH_FAILED', false],
    ['FONT_FETCH_UNAVAILABLE', 'ASSET_FETCH_UNAVAILABLE', true],
  ] as const)('give %s for %s', async (code, cause, retryable) => {
    const fonts = openWebFonts(web([], new EdgereelError(cause)), false);
    const looking = fonts.whileLooking(() => Promise.reject(new UndeclaredFonts([use('Nowhere', '700')])));
    await expect(looking).rejects.toMatchObject({
      code,
      retryable,
      message: expect.stringMatching(/"Nowhere" \(weight 700, used by h1#title\).*@font-face/),
      details: { family: 'Nowhere', weight: '700', element: 'h1#title' },
    });
  });

  it('that their own sheet does not declare are an error', async () => {
    const fonts = openWebFonts(web(['https://fonts.test/Empty/400']), false);
    const looking = fonts.whileLooking(() => Promise.reject(new UndeclaredFonts([use('Empty')])));
    await expect(looking).rejects.toMatchObject({
      code: 'FONT_FETCH_FAILED',
      message: expect.stringMatching(/is not declared by https:\/\/fonts\.test\/Empty\/400/),
    });
  });
});
