import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { EdgereelError } from '#contracts/errors.ts';
import type { RenderWarning } from '#contracts/warning.ts';
import { composition } from '../testing/compositions.ts';
import { startTestNode, type SiteSource, type TestNode } from '../testing/engine-fixture.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode();
});
afterAll(() => node[Symbol.asyncDispose]());
afterEach(() => void (node.artifacts.asked.length = 0));

const text = (...families: string[]) =>
  families
    .map((family, i) => `<p id="p${i}" style='font:20px ${family};color:#fff;margin:0'>Quick 0O1l ${i}</p>`)
    .join('');
const short = { durationSeconds: 0.1, fps: '10' };
const substitutions = (warnings: readonly RenderWarning[]) =>
  Object.fromEntries(
    warnings.flatMap(({ code, severity, details }) =>
      code === 'font_substituted' ? [[details!['family'], `${String(details!['shown'])} ${severity}`]] : [],
    ),
  );
const pictureOf = async (site: SiteSource): Promise<Buffer> => {
  const { planHash } = await node.plan(site);
  const pictures = await node.pictures(planHash, [[0, 1]], { painting: null });
  return pictures.get(0)!;
};

it('draws the bundled family that is nearest to a system family, in the weight of its name, and asks no host', async () => {
  const standIns = await node.plan(
    composition(
      text(
        '"SF Mono","Cascadia Code",Menlo,Consolas,monospace',
        '-apple-system,BlinkMacSystemFont,"SF Pro Display","Segoe UI Variable",sans-serif',
        'Impact, sans-serif',
        '"Helvetica Bold"',
        '"HelveticaNeue-Light"',
        'Georgia',
        '"PingFang SC"',
      ),
      short,
    ),
  );
  expect(substitutions(standIns.warnings)).toEqual({
    'SF Mono': 'JetBrains Mono error',
    Impact: 'Oswald error',
    'Helvetica Bold': 'Inter warning',
    'HelveticaNeue-Light': 'Inter warning',
    Georgia: 'EB Garamond warning',
    'PingFang SC': 'Noto Sans SC error',
  });
  // Nothing is said twice.
  const messages = standIns.warnings.map(({ message }) => message);
  expect(messages).toEqual([...new Set(messages)]);
  expect(node.artifacts.asked).toEqual([]);
});

it('shows the same picture as the bundled family itself', async () => {
  const named = composition(
    text('"SF Mono"', 'Impact', '"Helvetica Bold"', '"Snell Roundhand"', '"Proxima Nova"'),
    short,
  );
  const own = composition(
    text('JetBrains Mono', 'Oswald', 'Inter', 'EB Garamond', 'Montserrat')
      .replace('font:20px Oswald', 'font:700 20px Oswald')
      .replace('font:20px Inter', 'font:700 20px Inter')
      .replace('font:20px EB Garamond', 'font:italic 20px EB Garamond'),
    short,
  );
  expect((await pictureOf(named)).equals(await pictureOf(own))).toBe(true);
});

it('fails under strict, and where a file of the author has the name nothing is substituted', async () => {
  await expect(node.plan(composition(text('"SF Mono"'), short), { strictness: 'strict' })).rejects.toMatchObject({
    code: 'STRICT_RENDER_REFUSED',
    message: expect.stringMatching(/"SF Mono".*"JetBrains Mono"/) as string,
  });
  await expect(node.plan(composition(text('Georgia'), short), { strictness: 'strict' })).resolves.toBeTruthy();
  const own = composition(text('"SF Mono"'), {
    ...short,
    style: '@font-face{font-family:"SF Mono";src:url(/__edgereel/fonts/space-mono-latin-400-normal.woff2)}',
  });
  expect(substitutions((await node.plan(own)).warnings)).toEqual({});
});

it('takes a face with local() sources alone from the bundled family, or falls through to the next of the list', async () => {
  const style =
    '@font-face{font-family:Code;src:local("SF Mono"),local("SFMono-Regular")}' +
    '@font-face{font-family:Strong;font-weight:700;src:local("Helvetica-Bold")}' +
    '@font-face{font-family:Smile;src:local("Apple Color Emoji");unicode-range:U+1F600-1F64F}' +
    '@font-face{font-family:Brand;src:local("Brand Corporate"),local(BrandCorp)}';
  const site = composition(
    text('Code', '700 20px Strong'.slice(9), 'Brand, "JetBrains Mono"', 'Smile, Inter').replace(
      'Quick 0O1l 3',
      'Quick 😀',
    ),
    {
      ...short,
      style,
    },
  ).replace('font:20px Strong', 'font:700 20px Strong');
  const { warnings } = await node.plan(site);
  expect(substitutions(warnings)).toEqual({
    'SF Mono': 'JetBrains Mono error',
    'Helvetica-Bold': 'Inter warning',
    'Apple Color Emoji': 'Noto Color Emoji error',
    Brand: 'JetBrains Mono error',
  });
  const own = composition(
    text('JetBrains Mono', 'Inter', 'JetBrains Mono', 'Inter').replace('Quick 0O1l 3', 'Quick 😀'),
    short,
  ).replace('font:20px Inter', 'font:700 20px Inter');
  expect((await pictureOf(site)).equals(await pictureOf(own))).toBe(true);
  expect(node.artifacts.asked).toEqual([]);
});

it('fails closed for a family that a host could have, and says that the next may serve', async () => {
  const site = composition(text('Nowhere Sans, "SF Mono"', 'Own, Lato'), {
    ...short,
    style: '@font-face{font-family:Own;src:url(own.woff2)}',
  });
  const error = await node.plan(composition(text('Nowhere Sans, "SF Mono"'), short)).catch((one: EdgereelError) => one);
  expect(error).toMatchObject({
    code: 'FONT_FETCH_UNAVAILABLE',
    message: expect.stringContaining('fontFallback') as string,
  });
  const missing = await node.plan(site).catch((one: EdgereelError) => one);
  expect(missing).toMatchObject({ message: expect.stringContaining('--font-fallback') as string });

  const { planHash, warnings } = await node.plan(site, { fontFallback: true });
  expect(substitutions(warnings)).toEqual({
    'Nowhere Sans': 'JetBrains Mono error',
    'SF Mono': 'JetBrains Mono error',
    Own: 'Lato error',
  });
  expect(node.planOf(planHash)).toMatchObject({
    lostFonts: ['Nowhere Sans', 'Own'],
    lost: [expect.stringContaining('own.woff2')],
  });
  await expect(node.chunk(planHash, 0)).resolves.toMatchObject({ frames: 1, warnings: [] });
  await expect(node.plan(site, { fontFallback: true, strictness: 'strict' })).rejects.toMatchObject({
    code: 'STRICT_RENDER_REFUSED',
  });
});
