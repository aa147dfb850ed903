/**
 * Pages that a canvas would show otherwise than the screen: the compositor draws them.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composition } from '../testing/compositions.ts';
import { startTestNode, type SiteSource, type TestNode } from '../testing/engine-fixture.ts';
import { BOX, INNER, SVG, movingPicture } from '../testing/painted-content.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode();
});
afterAll(() => node[Symbol.asyncDispose]());

const planFor = async (site: SiteSource) => node.planOf((await node.plan(site)).planHash);

const FOREIGN =
  '<foreignObject width="40" height="40"><p xmlns="http://www.w3.org/1999/xhtml">HTML</p></foreignObject>';
const DRAWING = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">${FOREIGN}</svg>`;
const PACKED = `data:image/svg+xml;base64,${Buffer.from(DRAWING).toString('base64')}`;
const GLASS = '<style>dialog::backdrop{backdrop-filter:blur(3px)}</style>';

describe('what a canvas would show otherwise is drawn by the compositor:', () => {
  it.each([
    ['a canvas', `<canvas style="${BOX}"></canvas>`],
    ['3D with depth', `<div style="transform-style:preserve-3d"><div style="${BOX}"></div></div>`],
    ['a side that is turned away', `<div style="${BOX};transform:rotateY(180deg);backface-visibility:hidden"></div>`],
    ['a backdrop', `<div style="${BOX}"></div><div style="${INNER};backdrop-filter:blur(9px)"></div>`],
    [
      'a side of what a style adds',
      `<style>#turned::before{content:'';backface-visibility:hidden}</style><div id="turned"></div>`,
    ],
    [
      'what an animation brings late',
      `<style>@keyframes glass{to{backdrop-filter:blur(9px)}}</style><div style="animation:glass 1s .5s"></div>`,
    ],
    ['HTML in a picture', `<img style="${BOX}" src="${SVG(FOREIGN)}">`],
    ['HTML in a picture of a style', `<div style="${BOX};background:url(${SVG(FOREIGN)})"></div>`],
    ['HTML in a file', `<img style="${BOX}" src="html.svg">`],
    ['HTML in a packed picture', `<img style="${BOX}" src="${PACKED}">`],
    ['HTML in a packed picture of a list', `<ul style="${BOX};list-style:inside url(${PACKED})"><li></li></ul>`],
    ['HTML by a prefix in a file', `<img style="${BOX}" src="prefixed.svg">`],
    [
      'HTML in a picture that a script has made',
      `<img id="made" style="${BOX}"><script>made.src = URL.createObjectURL(new Blob([${JSON.stringify(DRAWING)}], { type: 'image/svg+xml' }))</script>`,
    ],
    ['an animated picture of a style', `<div style="${BOX};background:url(moving.gif)"></div>`],
    ['an animated picture of a style, by what is inside', `<div style="${BOX};background:url(moving.png)"></div>`],
    // Chrome dies of the next four when it is to paint them.
    ['a modal dialog', `${GLASS}<dialog></dialog><script>document.querySelector('dialog').showModal()</script>`],
    [
      'a popover',
      `<div popover="manual" style="backdrop-filter:blur(4px)">x</div><script>document.querySelector('[popover]').showPopover()</script>`,
    ],
    [
      'a modal dialog by a seek',
      `${GLASS}<dialog></dialog><script>addEventListener('hf-seek', ({ detail: { time } }) => time > 0.6 && document.querySelector('dialog').open || document.querySelector('dialog').showModal())</script>`,
    ],
    [
      'a view transition',
      `<div id="a" style="${BOX}"></div><script>document.startViewTransition(() => { a.style.left = '0'; });</script>`,
    ],
    ['one of them in a frame', `<iframe style="${BOX}" srcdoc="<canvas></canvas>"></iframe>`],
    [
      'one of them in a shadow tree',
      `<div id="host"></div><script>host.attachShadow({mode:'open'}).innerHTML='<canvas></canvas>'</script>`,
    ],
  ])('%s', async (_what, body) => {
    const files = {
      'html.svg': `<svg xmlns="http://www.w3.org/2000/svg">${FOREIGN}</svg>`,
      'prefixed.svg': DRAWING.replace('xmlns=', 'xmlns:s="http://www.w3.org/2000/svg" xmlns=').replaceAll(
        'foreignObject',
        's:foreignObject',
      ),
      'moving.gif': await movingPicture(node.engine.ffmpegPath, 'gif'),
      'moving.png': await movingPicture(node.engine.ffmpegPath, 'apng'),
    };
    const used = Object.entries(files).filter(([name]) => body.includes(name));
    const site = { 'index.html': composition(body), ...Object.fromEntries(used) };
    expect(await planFor(site)).toMatchObject({ painting: null, encode: { content: 'footage' } });
  });

  it('a picture of another origin', async () => {
    node.artifacts.web = async () => ({
      body: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      contentType: 'image/svg+xml',
    });
    expect((await planFor(composition('<img src="https://pictures.example/a.svg">'))).painting).toBeNull();
  });

  it.each([
    [
      'by a script',
      `addEventListener('hf-seek', ({ detail: { time } }) => { if (time > 0.4 && time < 0.45) box.style.backfaceVisibility = 'hidden'; });`,
    ],
    [
      'as an element',
      `addEventListener('hf-seek', ({ detail: { time } }) => { if (time > 0.4) document.body.append(document.createElement('canvas')); });`,
    ],
    [
      'by a class',
      `addEventListener('hf-seek', ({ detail: { time } }) => box.classList.toggle('turned', time > 0.4));`,
    ],
    [
      'by another attribute',
      `addEventListener('hf-seek', ({ detail: { time } }) => box.toggleAttribute('data-turned', time > 0.4));`,
    ],
    [
      'as a view transition, of which Chrome dies when it is to paint it',
      `addEventListener('hf-seek', ({ detail: { time } }) => { if (time > 0.4 && !box.title) { box.title = 'gone'; document.startViewTransition(() => { box.style.left = '0'; }); } });`,
    ],
  ])('what comes between two looks of the plan, %s', async (_what, script) => {
    const site = composition(
      `<div id="box" style="${BOX};transform:rotateY(180deg)"></div><script>${script}</script>`,
      {
        style: '.turned,[data-turned]{backface-visibility:hidden}',
      },
    );
    expect(await isDrawn(site)).toBe(true);
  });

  it.each([
    ['insertRule', `sheet.sheet.insertRule(TURNED)`],
    ['a sheet of a script', `made.replaceSync(TURNED)`],
    ['a sheet that was off', `off.sheet.disabled = false`],
    ['text of a sheet', `sheet.firstChild.data = TURNED`],
    ['a rule in hand', `held.style.backfaceVisibility = 'hidden'`],
    ['a checked box', `check.checked = true`],
    ['a container', `box.parentNode.style.setProperty('--turned', 1)`],
    ['a variable', `box.parentNode.style.setProperty('--side', 'hidden')`],
    ['a width', `box.parentNode.style.width = '310px'`],
    ['an animation', `box.animate([{ backfaceVisibility: 'hidden' }, { backfaceVisibility: 'hidden' }], 1000)`],
  ])('what comes late by %s', async (_what, late) => {
    const turned = '#box { backface-visibility: hidden }';
    const site = composition(
      `<input type="checkbox" id="check" hidden><style id="sheet">p{}</style><style id="off">${turned}</style>
      <div style="container-type:inline-size;width:200px;height:150px"><div id="box" style="${BOX};transform:rotateY(180deg)"></div></div><script>
        const TURNED = '${turned}';
        off.sheet.disabled = true;
        const made = new CSSStyleSheet();
        document.adoptedStyleSheets.push(made);
        const held = sheet.sheet.cssRules[0];
        held.selectorText = '#box';
        let isDone = false;
        addEventListener('hf-seek', ({ detail: { time } }) => { if (time > 0.4 && time < 0.6 && !isDone) { isDone = true; ${late} } });
      </script>`,
      {
        style:
          `#box { backface-visibility: var(--side) } #check:checked ~ div ${turned} ` +
          `@container style(--turned: 1) { ${turned} } @container (width > 300px) { ${turned} }`,
      },
    );
    expect(await isDrawn(site)).toBe(true);
  });
});

describe('what no list names', () => {
  /** Selected text, from a time on. */
  const selecting = (from: number): string =>
    composition(
      `<p style="color:#fff;font-size:40px">Selected</p><script>addEventListener('hf-seek', ({ detail: { time } }) => {
        if (time > ${from}) getSelection().selectAllChildren(document.querySelector('p'));
        else getSelection().empty();
      })</script>`,
    );

  it('is found by the plan, and told', async () => {
    const { planHash, warnings } = await node.plan(selecting(-1), { strictness: 'strict-all' });
    expect(node.planOf(planHash).painting).toBeNull();
    expect(warnings).toMatchObject([
      { code: 'painting_differs', severity: 'info', message: expect.stringContaining('frame 0 ') },
    ]);
  });

  it('is found by a chunk where the plan has not looked, and the plan after that draws', async () => {
    // Between the looks of the plan, at the end of the first chunk.
    const site = selecting(0.4).replace('time > 0.4', 'time > 0.4 && time < 0.6');
    const { planHash } = await node.plan(site, { chunkSize: 15 });
    expect(node.planOf(planHash).painting).toBe('tiled');
    const refusal = await node.chunk(planHash, 0).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'PAINTING_DIFFERS', details: { chunkIndex: 0 } });
    const anew = await node.plan(site, { chunkSize: 15, unpaintable: (refusal as Error).message });
    expect(node.planOf(anew.planHash).painting).toBeNull();
    expect(anew.warnings).toMatchObject([{ code: 'painting_differs', message: expect.stringContaining('frame 14') }]);
  });
});

/** Whether the pictures are drawn by the compositor: as the plan says, or as a chunk of it asks for. */
async function isDrawn(site: SiteSource): Promise<boolean> {
  const { planHash } = await node.plan(site, { chunkSize: 30 });
  if (node.planOf(planHash).painting === null) return true;
  for (const { index } of node.planOf(planHash).chunks) {
    try {
      await node.chunk(planHash, index);
    } catch (error) {
      expect(error).toMatchObject({ code: 'PAINTING_DIFFERS', retryable: false });
      expect(node.chunkBytes(planHash, index)).toBeUndefined();
      return true;
    }
  }
  return false;
}
