import { describe, expect, it } from 'vitest';
import { call, refusal } from '../testing/api.ts';

describe('the preview of a composition', () => {
  it('is its prepared page in a sandbox, readable from anywhere', async () => {
    for (const path of ['/preview/titles/', '/preview/titles/index.html']) {
      const response = await call(path);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': 'sandbox allow-scripts',
        'access-control-allow-origin': '*',
      });
      const html = await response.text();
      expect(html).toContain('"mode":"preview","fps":{"num":30,"den":1}');
      expect(html.indexOf('runtime.js')).toBeLessThan(html.indexOf('<title>'));
    }
  });

  it('takes variables that cannot break out of their script', async () => {
    const html = await (
      await call(`/preview/titles/?variables=${encodeURIComponent('{"title":"</script><b>"}')}`)
    ).text();
    expect(html).toContain('{"title":"\\u003c/script>\\u003cb>"}');
    expect(await refusal(await call('/preview/titles/?variables=[1]'))).toMatchObject({ status: 400 });
  });

  it('tells it where the site is, and gives its script the file as it is', async () => {
    expect(await (await call('/preview/titles/')).text()).toContain('"siteUrl":"/preview/titles/"');
    const response = await call('/preview/titles/index.html', { headers: { 'sec-fetch-dest': 'empty' } });
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.text()).not.toContain('runtime.js');
  });

  it('serves the other files as they are, with the same fences', async () => {
    const response = await call('/preview/titles/js/main.js');
    expect(await response.text()).toBe('console.log("hello");');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });

  it.each([
    ['bytes=2-5', 206, 'bytes 2-5/21', 'nsol'],
    ['bytes=-4', 206, 'bytes 17-20/21', 'o");'],
    ['bytes=18-', 206, 'bytes 18-20/21', '");'],
    ['lines=1-2', 200, null, 'console.log("hello");'],
  ])('gives %s of a file, as a browser asks while it seeks a video', async (range, status, contentRange, text) => {
    const response = await call('/preview/titles/js/main.js', { headers: { range } });
    expect([response.status, response.headers.get('content-range'), await response.text()]).toEqual([
      status,
      contentRange,
      text,
    ]);
    expect(response.headers.get('accept-ranges')).toBe('bytes');
  });

  it('refuses a range outside of a file, typed', async () => {
    const response = await call('/preview/titles/js/main.js', { headers: { range: 'bytes=21-' } });
    expect(response.headers.get('content-range')).toBe('bytes */21');
    expect(await refusal(response)).toMatchObject({ status: 416, code: 'RANGE_NOT_SATISFIABLE' });
  });

  it.each(['/preview/titles/none.js', '/preview/none/', '/preview/titles/..%2f..%2findex.html'])(
    'knows no %s',
    async (path) => {
      expect(await refusal(await call(path))).toMatchObject({ status: 404, code: 'ASSET_NOT_FOUND' });
    },
  );
});

it('lets any origin read the runtime and the fonts', async () => {
  const response = await call('/__edgereel/fonts.css');
  expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([200, '*']);
});

it('lists the bundled compositions', async () => {
  expect(await (await call('/api/compositions')).json()).toMatchObject({
    compositions: [{ name: 'titles', fps: '30' }],
  });
});

it('shows the shell at the root', async () => {
  expect(await (await call('/')).text()).toContain('<title>Edgereel</title>');
});
