import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Painting } from '#contracts/painter.ts';
import type { RenderPlan } from '#contracts/plan.ts';
import type { PlanCall } from '#contracts/protocol.ts';
import { makeTempFolder } from '../system/temp-folder.ts';
import { composition, HEIGHT, WIDTH } from '../testing/compositions.ts';
import { makeDecoder, type Decoder } from '../testing/decode.ts';
import { BOX, INNER, movingPicture, SVG } from '../testing/painted-content.ts';
import { startTestNode, type SiteSource, type TestNode } from '../testing/engine-fixture.ts';

let node: TestNode;
let decoder: Decoder;
beforeAll(async () => {
  node = await startTestNode();
  decoder = makeDecoder(node.engine.ffmpegPath);
});
afterAll(() => node[Symbol.asyncDispose]());

/** Kinds of content that both ways must show alike. */
const ALIKE: Record<string, string> = {
  'a gradient': `<div style="${BOX}"></div>`,
  'a flat 3D transform': `<div style="${BOX};transform:perspective(300px) rotateY(50deg)"></div>`,
  'a perspective of the parent': `<div style="perspective:200px;position:absolute;inset:0"><div style="${BOX};transform:rotateX(40deg)"></div></div>`,
  'a blend': `<div style="${BOX}"></div><div style="${INNER};mix-blend-mode:difference"></div>`,
  'filters and shadows': `<div style="${BOX};filter:hue-rotate(90deg);box-shadow:0 10px 30px #fff;border-radius:20px;transform:rotate(20deg)"></div>`,
  'a clip and a mask': `<div style="${BOX};clip-path:circle(40%);mask-image:linear-gradient(90deg,#000,transparent)"></div>`,
  'groups with an opacity': `<div style="opacity:.5"><div style="${BOX}"></div><div style="${INNER}"></div></div>`,
  'a layer of its own': `<div style="${BOX};will-change:transform;transform:translate3d(10px,5px,0) rotate(7deg)"></div>`,
  'a frame': `<iframe style="${BOX}" srcdoc="<body style='background:orange'>"></iframe>`,
  'a vector picture with a filter': `<svg style="${BOX}" viewBox="0 0 10 6"><filter id="f"><feGaussianBlur stdDeviation=".3"/></filter><circle cx="5" cy="3" r="2" fill="yellow" filter="url(#f)"/></svg>`,
  pictures: `<img style="${BOX}" src="${SVG('<circle cx="20" cy="20" r="15" fill="teal"/>')}"><div style="${INNER};background:url(${SVG('<rect width="20" height="20" fill="olive"/>')})"></div>`,
  text: `<p style="color:#fff;font:bold 40px sans-serif;text-shadow:0 0 12px #0ff;margin:60px 10px">Glow 12</p>`,
  'HTML in a drawing of the page': `<svg style="${BOX}" viewBox="0 0 200 120"><foreignObject x="20" y="20" width="120" height="80"><b xmlns="http://www.w3.org/1999/xhtml" style="display:block;height:60px;background:orange;will-change:transform">HTML</b></foreignObject></svg>`,
  'a shadow tree': `<div id="host"></div><script>host.attachShadow({mode:'closed'}).innerHTML='<div style="${BOX}"></div>'</script>`,
};

const planFor = async (site: SiteSource, call: Partial<PlanCall> = {}) =>
  node.planOf((await node.plan(site, call)).planHash);

/** The first frame painted and drawn, in RGB. */
async function bothWays({ planHash, width, height }: RenderPlan, painting: Painting): Promise<[Buffer, Buffer]> {
  const painted = (await node.pictures(planHash, [[0, 1]], { painting })).get(0)!;
  const drawn = (await node.pictures(planHash, [[0, 1]], { painting: null })).get(0)!;
  return [await yuvToRgb(painted, width, height), (await decoder.frames(drawn, 'rgb24'))[0]!];
}

/** Converts a picture by another program than the one that made it. */
async function yuvToRgb(picture: Buffer, width: number, height: number): Promise<Buffer> {
  const input = `-f rawvideo -pix_fmt yuv420p -video_size ${width}x${height} -colorspace bt709 -color_range tv -i pipe:0`;
  const filter =
    'scale=in_color_matrix=bt709:in_range=tv:flags=bitexact+accurate_rnd+full_chroma_int+bilinear,format=rgb24';
  const converting = promisify(execFile)(
    node.engine.ffmpegPath,
    ['-v', 'error', ...input.split(' '), '-vf', filter, '-f', 'rawvideo', 'pipe:1'],
    { encoding: 'buffer', maxBuffer: width * height * 4 },
  );
  converting.child.stdin!.end(picture);
  return (await converting).stdout;
}

const meanDifference = (a: Buffer, b: Buffer): number =>
  a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;

/** All of them in one picture, each in a cell of its own. */
const COLUMNS = 4;
const CELLS = Object.entries(ALIKE).map(([name, body], i) => {
  const [left, top] = [(i % COLUMNS) * WIDTH, Math.floor(i / COLUMNS) * HEIGHT];
  const style = `position:absolute;left:${left}px;top:${top}px;width:${WIDTH}px;height:${HEIGHT}px;overflow:hidden`;
  return { name, left, top, html: `<div style="${style}">${body}</div>` };
});
const GRID_WIDTH = COLUMNS * WIDTH;
const GRID_HEIGHT = Math.ceil(CELLS.length / COLUMNS) * HEIGHT;
const GRID = composition(CELLS.map(({ html }) => html).join(''))
  .replace(`data-width="${WIDTH}"`, `data-width="${GRID_WIDTH}"`)
  .replace(`data-height="${HEIGHT}"`, `data-height="${GRID_HEIGHT}"`);

/** Nothing is away or elsewhere below it; the drawn one is a JPEG, and edges may lie otherwise by a fraction of a pixel. */
const NEAR = 2.2;

function cut(picture: Buffer, { left, top }: { left: number; top: number }): Buffer {
  const rows = Array.from({ length: HEIGHT }, (_, y) => {
    const start = ((top + y) * GRID_WIDTH + left) * 3;
    return picture.subarray(start, start + WIDTH * 3);
  });
  return Buffer.concat(rows);
}

describe('a painted picture looks like the drawn one', () => {
  it.each(['tiled', 'whole'] as const)('in every kind of content, %s', async (painting) => {
    const plan = await planFor(GRID);
    expect([plan.painting, plan.encode.content]).toEqual(['tiled', undefined]);
    const [painted, drawn] = await bothWays(plan, painting);
    const far = CELLS.flatMap((cell) => {
      const difference = meanDifference(cut(painted, cell), cut(drawn, cell));
      return difference < NEAR ? [] : [`${cell.name}: ${difference}`];
    });
    expect(far).toEqual([]);
    // A cell that is empty both ways would say nothing.
    expect(CELLS.filter((cell) => cut(drawn, cell).every((value) => value < 40)).map(({ name }) => name)).toEqual([]);
  });

  it('where the page leaves much open', async () => {
    const site = composition(`<style>body{background:none!important}</style><div style="${BOX}"></div>`);
    const [painted, drawn] = await bothWays(await planFor(site), 'tiled');
    expect(meanDifference(painted, drawn)).toBeLessThan(NEAR);
    expect([...painted.subarray(0, 3)]).toEqual([255, 255, 255]);
  });

  it('at twice the size', async () => {
    const plan = await planFor(
      GRID.replace(`data-width="${GRID_WIDTH}"`, 'data-width="1920"').replace(
        `data-height="${GRID_HEIGHT}"`,
        'data-height="1080"',
      ),
      { resolution: '4k' },
    );
    expect([plan.painting, plan.width, plan.scale]).toEqual(['tiled', 3840, 2]);
    const [painted, drawn] = await bothWays(plan, 'tiled');
    expect(meanDifference(painted, drawn)).toBeLessThan(NEAR);
  });
});

describe('what asks whether it is seen is shown, painted or not:', () => {
  it.each([
    [
      'a picture that waits',
      `<img loading="lazy" style="${BOX}" src="${SVG('<rect width="40" height="40" fill="pink"/>')}">`,
    ],
    ['content that waits', `<div style="${BOX};content-visibility:auto"><div style="${INNER}">Text</div></div>`],
    [
      'an observer',
      `<div id="seen" style="${BOX};opacity:.1"></div><script>new IntersectionObserver(([entry]) => { seen.style.opacity = entry.isIntersecting ? 1 : 0.1; }).observe(seen)</script>`,
    ],
  ])('%s', async (_what, body) => {
    const plan = await planFor(composition(body));
    const [painted, drawn] = await bothWays(plan, plan.painting ?? 'tiled');
    if (plan.painting) expect(meanDifference(painted, drawn)).toBeLessThan(NEAR);
    expect(drawn.some((value) => value > 150)).toBe(true);
  });
});

describe('what a page leaves behind', () => {
  const COUNTING = composition(
    `<div style="position:absolute;inset:0;background:lime"></div><script>
      const seen = Number(localStorage.getItem('seen') ?? 0) + Number(document.cookie.includes('seen'));
      if (seen > 0) document.querySelector('div').style.background = 'red';
      localStorage.setItem('seen', 1);
      document.cookie = 'seen=1;max-age=9999';
    </script>`,
  );

  it('is gone for the next one of the same browser', async () => {
    const { planHash } = await node.plan(COUNTING, { chunkSize: 15 });
    for (const index of [0, 1]) {
      await node.chunk(planHash, index);
      const [frame] = await decoder.frames(node.chunkBytes(planHash, index), 'rgb24', [0]);
      expect([...frame!.subarray(0, 3)].map((value) => value > 128)).toEqual([false, true, false]);
    }
  });

  it('is no other tenant’s', async () => {
    await using first = await node.engine.browsers.lease('one');
    const { profileDir } = first;
    await first[Symbol.asyncDispose]();
    await using same = await node.engine.browsers.lease('one');
    expect(same.profileDir).toBe(profileDir);
    await same[Symbol.asyncDispose]();
    await using other = await node.engine.browsers.lease('two');
    expect(other.profileDir).not.toBe(profileDir);
    expect(first.browser.connected).toBe(false);
  });
});

it('is done wherever the work folder lies', async () => {
  await using folder = await makeTempFolder(tmpdir(), 'edgereel-painter');
  await using elsewhere = await startTestNode({ workDir: folder.file('Bücher × 2') });
  const { planHash } = await elsewhere.plan(composition('<p>Text</p>'));
  expect(elsewhere.planOf(planHash).painting).toBe('tiled');
  expect((await elsewhere.pictures(planHash, [[0, 2]])).size).toBe(2);
});

describe('a hold', () => {
  it('is painted once', async () => {
    const site = composition(
      '<p data-start="0.2" data-duration="0.2"></p><p data-start="0.5" data-duration="0.5" style="left:160px"></p>',
      {
        style: 'p{position:absolute;margin:0;width:160px;height:180px;background:#fff}',
      },
    );
    const { planHash } = await node.plan(site);
    const pictures = await node.pictures(planHash, [[0, 30]]);
    const starts = [...pictures].flatMap(([frame, picture]) =>
      frame === 0 || !picture.equals(pictures.get(frame - 1)!) ? [frame] : [],
    );
    expect(starts).toEqual([0, 6, 12, 15]);
  });

  it('ends with a picture that goes on by itself', async () => {
    const html = composition('<img src="moving.gif">', { durationSeconds: 2 });
    const site = { 'index.html': html, 'moving.gif': await movingPicture(node.engine.ffmpegPath, 'gif') };
    const { planHash } = await node.plan(site);
    expect(node.planOf(planHash).painting).toBe('tiled');
    const whole = await node.pictures(planHash, [[0, 45]]);
    expect(new Set([...whole.values()].map((picture) => picture.toString('base64'))).size).toBe(15);
    const late = await node.pictures(planHash, [[30, 45]]);
    expect([...late].filter(([frame, picture]) => !picture.equals(whole.get(frame)!))).toEqual([]);
  });
});
