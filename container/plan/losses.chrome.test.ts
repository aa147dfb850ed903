import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fetchFailed, fetchUnavailable } from '#contracts/remote.ts';
import { composition } from '../testing/compositions.ts';
import { startTestNode, type SiteSource, type TestNode } from '../testing/engine-fixture.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode();
  node.artifacts.web = async (url) => {
    if (url.includes('/gone')) return fetchFailed(url, 404, 'Not Found');
    if (url.includes('/flaky') && timesAsked(url) > 2) return { body: Buffer.from(SVG), contentType: 'image/svg+xml' };
    return fetchUnavailable(url, 'answered 503');
  };
});
afterAll(() => node[Symbol.asyncDispose]());
afterEach(() => void (node.artifacts.asked.length = 0));

const timesAsked = (url: string) => node.artifacts.asked.filter((one) => one === url).length;

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="red"/></svg>';
const short = { durationSeconds: 0.2, fps: '10' };

it('goes on without pictures that a host does not give, tells address and element, and fails under strict', async () => {
  const site = composition(
    '<img id="hero" src="https://cdn.test/gone.png"><img id="down" src="https://cdn.test/down.png"><img src="https://cdn.test/flaky.svg"><p class="back">Hi</p>',
    { ...short, style: '.back{background:url(https://cdn.test/gone-back.png)}' },
  );
  const { planHash, warnings } = await node.plan(site);
  const told = warnings.filter(({ code }) => code === 'picture_missing');
  expect(
    told.map(({ severity, details }) => [severity, details!['url'], details!['element']].join(' ')).toSorted(),
  ).toEqual([
    'error https://cdn.test/down.png img#down',
    'error https://cdn.test/gone-back.png p.back',
    'error https://cdn.test/gone.png img#hero',
  ]);
  expect(told[0]!.message).toMatch(/https:\/\/cdn\.test\/\S+ is not shown.*used by/);
  // What is passing is asked for again, what is not is not.
  const names = ['gone.png', 'down.png', 'flaky.svg'];
  expect(names.map((name) => timesAsked(`https://cdn.test/${name}`))).toEqual([1, 3, 3]);
  const plan = node.planOf(planHash);
  expect(plan.lost).toEqual([
    'https://cdn.test/down.png',
    'https://cdn.test/gone-back.png',
    'https://cdn.test/gone.png',
  ]);
  expect(plan.remote.map(({ url }) => url)).toEqual(['https://cdn.test/flaky.svg']);
  node.artifacts.asked.length = 0;
  await expect(node.chunk(planHash, 0)).resolves.toMatchObject({ frames: 2, warnings: [] });
  expect(node.artifacts.asked).toEqual([]);
  await expect(node.plan(site, { strictness: 'strict' })).rejects.toMatchObject({
    code: 'STRICT_RENDER_REFUSED',
    message: expect.stringContaining('https://cdn.test/') as string,
  });
});

describe('what a script asks for in vain is told by name', () => {
  const later = 'addEventListener("hf-seek",({detail})=>detail.waitUntil(window.done));';
  it.each<[string, string, RegExp]>([
    ['fetch', 'window.done=fetch("data/numbers.json").then((r)=>r.json()).catch(()=>{})', /data\/numbers\.json/],
    [
      'fetch of the web',
      'window.done=fetch("https://cdn.test/gone.json").catch(()=>{})',
      /https:\/\/cdn\.test\/gone\.json/,
    ],
    [
      'XMLHttpRequest',
      'const x=new XMLHttpRequest();x.open("GET","data/x.xml");window.done=new Promise((r)=>{x.onloadend=r});x.send()',
      /data\/x\.xml/,
    ],
    ['import()', 'window.done=import("./none.mjs").catch(()=>{})', /none\.mjs/],
    ['new Image()', 'const i=new Image();window.done=new Promise((r)=>{i.onerror=r});i.src="none.png"', /none\.png/],
    [
      'new Image() of the web',
      'const i=new Image();window.done=new Promise((r)=>{i.onerror=r});i.src="https://cdn.test/gone.png"',
      /gone\.png/,
    ],
    [
      'a script that is added',
      'const s=document.createElement("script");window.done=new Promise((r)=>{s.onerror=r});s.src="none.js";document.head.append(s)',
      /none\.js/,
    ],
    [
      'a style sheet that is added',
      'const l=document.createElement("link");l.rel="stylesheet";window.done=new Promise((r)=>{l.onerror=r});l.href="none.css";document.head.append(l)',
      /none\.css/,
    ],
    [
      'a worker',
      'const w=new Worker("none-worker.js");window.done=new Promise((r)=>{w.onerror=(e)=>{e.preventDefault();r()}})',
      /none-worker\.js/,
    ],
    ['FontFace', 'window.done=new FontFace("Extra","url(none.woff2)").load().catch(()=>{})', /none\.woff2/],
  ])('%s', async (_what, script, name) => {
    const site = composition(`<p>Hi</p><script>${script};${later}</script>`, short);
    const { planHash, warnings } = await node.plan(site);
    expect(warnings.filter(({ code }) => code === 'fetch_missing')).toEqual([
      expect.objectContaining({ severity: 'error', message: expect.stringMatching(name) as string }),
    ]);
    await expect(node.chunk(planHash, 0)).resolves.toMatchObject({ frames: 2, warnings: [] });
    await expect(node.plan(site, { strictness: 'strict' })).rejects.toMatchObject({ code: 'STRICT_RENDER_REFUSED' });
  });

  it('by a chunk, of what only its frames ask for', async () => {
    const site = composition(
      '<p>Hi</p><script>addEventListener("hf-seek",({detail})=>{if(detail.time>0.05)detail.waitUntil(fetch("frame-1.json").catch(()=>{}))})</script>',
      short,
    );
    const { planHash } = await node.plan(site, { isEstimated: false });
    const { warnings } = await node.chunk(planHash, 0);
    expect(warnings).toEqual([
      expect.objectContaining({ code: 'fetch_missing', message: expect.stringContaining('frame-1.json') as string }),
    ]);
  });
});

it.each<[string, SiteSource, RegExp]>([
  [
    'a picture that the site does not have',
    composition('<img id="own" src="none.png">', short),
    /image none\.png does not exist.*img#own/,
  ],
  [
    'a script that others count on',
    composition(
      '<script>const s=document.createElement("script");s.src="none.js";document.head.append(s);s.onerror=()=>lib.go()</script>',
      short,
    ),
    /script none\.js does not exist/,
  ],
  [
    'a name with a raw #',
    { 'index.html': composition('<img src="a#b.png">', short), 'a#b.png': SVG },
    /a#b\.png.*a%23b\.png/,
  ],
  [
    'a name with a raw %',
    { 'index.html': composition('<img src="a%20b.svg">', short), 'a%20b.svg': SVG },
    /a%20b\.svg.*a%2520b\.svg/,
  ],
])('still fails: %s', async (_what, site, message) => {
  await expect(node.plan(site)).rejects.toMatchObject({
    code: 'ASSET_NOT_FOUND',
    message: expect.stringMatching(message) as string,
  });
});

it('tells what the format has and the engine does not draw', async () => {
  const site = composition(
    `<img id="hero" src="a.svg" data-color-grading='{"preset":"noir"}'><img src="a.svg" data-color-grading="{}">`,
    short,
  );
  const { warnings } = await node.plan({ 'index.html': site, 'a.svg': SVG });
  expect(warnings.filter(({ code }) => code === 'color_grading_ignored')).toEqual([
    expect.objectContaining({ severity: 'error', message: expect.stringMatching(/img#hero.*preset/) as string }),
  ]);
});
