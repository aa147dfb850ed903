/**
 * Makes up the site of a composition from a number: the same site every time.
 * @module
 */
import { rootAttributes } from './attributes.ts';
import { createDraft, type Draft } from './draft.ts';
import { content } from './markup.ts';
import { animation, styleSheet, timelineScript } from './motion.ts';

const PICTURE =
  '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><path fill="lime" d="M2 2h16v16z"/></svg>';
const FRAME =
  '<!doctype html><body style="background:#a3c"><p class="go">frame</p><script>parent.document.title</script>';

/** Files by path, `index.html` among them. GSAP is expected at `gsap.min.js`. */
export function generateComposition(seed: number): Record<string, string> {
  const draft = createDraft(seed);
  return { 'index.html': page(draft), 'picture.svg': PICTURE, 'frame.html': FRAME, ...draft.files };
}

function page(draft: Draft): string {
  const id = draft.choose(['main'], ['', 'a b', '"', 'constructor', '__proto__', '名'.repeat(300)]);
  const tag = draft.choose(['div', 'div', 'main', 'body'], ['html', 'template', 'svg', 'p', 'iframe', 'script']);
  const inside = content(draft);
  // GSAP is there, so a root without a timeline says so or is waited for in vain.
  const hasTimeline = draft.chance(0.4);
  const motion = hasTimeline ? timelineScript(draft, id) : draft.repeat(0, 2, () => animation(draft, id));
  const waits = draft.choose([hasTimeline], [true]) ? '' : ' data-no-timeline';
  const root = `<${tag}${rootAttributes(draft, id)}${waits}>${inside}${motion}${draft.choose([`</${tag}>`], ['', '</'])}`;
  const head = `<head><meta charset="utf-8"><script src="gsap.min.js"></script>${styleSheet(draft)}</head>`;
  return draft.choose(
    [`<!doctype html><html>${head}${root}</html>`, `<!doctype html><html>${head}<body>${root}</body></html>`],
    [
      root,
      `${head}${root}${root}`,
      `<!doctype html>${root.slice(0, draft.integer(0, root.length))}`,
      root.toUpperCase(),
      '',
    ],
  );
}
