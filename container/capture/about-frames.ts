/**
 * Frames whose document comes from no file (`srcdoc`, `about:blank`), so that nobody can put the runtime into it on the way.
 * @module
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CDPSession } from 'puppeteer-core';
import type { PageSetup } from '#contracts/page.ts';

/** True in such a frame, and not in the empty document that a frame has until its file comes. */
const IS_ABOUT_FRAME = `(() => {
  if (window === top || frameElement?.hasAttribute('data-edgereel-composition')) return false;
  if (location.href === 'about:srcdoc') return true;
  const source = frameElement?.getAttribute('src') || 'about:blank';
  return location.href === 'about:blank' && source === 'about:blank' && !frameElement?.hasAttribute('srcdoc');
})()`;

/** From now on the runtime is the first script of each such frame. */
export async function prepareAboutFrames(cdp: CDPSession, engineAssets: string, setup: PageSetup): Promise<void> {
  const runtime = await readFile(join(engineAssets, 'runtime.js'), 'utf8');
  const source = `if (${IS_ABOUT_FRAME}) { window.__edgereelSetup = ${JSON.stringify(setup)}; ${runtime} }`;
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source });
}
