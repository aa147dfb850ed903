import { describe, expect, it } from 'vitest';
import { plannedUrl, readInline } from './inline-media.ts';

describe('a file in its own address', () => {
  it('is read with its type', async () => {
    const inline = await readInline('data:video/mp4;base64,AAEC');
    expect(inline).toEqual({ bytes: Buffer.from([0, 1, 2]), contentType: 'video/mp4' });
    expect(await readInline('https://example.com/a.mp4')).toBeNull();
  });

  it('has a short name of its own in a plan', () => {
    const [a, b] = ['AAEC', 'AAED'].map((text) => plannedUrl(`data:video/mp4;base64,${text}`));
    expect(a).toMatch(/^data:;sha256=[0-9a-f]{64}$/);
    expect(b).not.toBe(a);
    expect(plannedUrl('https://example.com/a.mp4')).toBe('https://example.com/a.mp4');
  });

  it.each([
    ['no such address', 'data:video/mp4;base64,%%%', /cannot be read/],
    [
      'what a page could not ask for',
      `data:video/mp4;base64,${'A'.repeat(90)}…`,
      /^The address data:.{59}… is too long/,
    ],
  ])('is refused: %s', async (_what, url, message) => {
    await expect(readInline(url)).rejects.toMatchObject({
      code: 'ASSET_FETCH_FAILED',
      message: expect.stringMatching(message),
    });
  });
});
