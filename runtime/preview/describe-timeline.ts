import type { PageSetup } from '#contracts/page.ts';
import { describeClip, listClips } from '../clips.ts';
import { compositionSize } from '../composition/enforced-styles.ts';
import { enclosingComposition, findRoot } from '../composition/root.ts';
import { readWindows } from '../composition/timed-windows.ts';
import type { PreviewMessage, SceneMessage } from './protocol.ts';

/** What the page holds, as the player is told. */
export function describeTimeline(durationSeconds: number, fps: PageSetup['fps']): PreviewMessage {
  const { width, height } = stageSize();
  return {
    type: 'timeline',
    durationSeconds,
    durationInFrames: Math.ceil((durationSeconds * fps.num) / fps.den - 1e-3),
    fps: { numerator: fps.num, denominator: fps.den },
    clips: listClips(),
    scenes: listScenes(),
    compositionWidth: width,
    compositionHeight: height,
  };
}

/** CSS pixels; the frame's own size when there is no composition. */
export function stageSize(): { width: number; height: number } {
  const root = findRoot();
  return root ? compositionSize(root) : { width: window.innerWidth, height: window.innerHeight };
}

/** Compositions directly inside the root. They are known by the id of the composition. */
function listScenes(): SceneMessage[] {
  const root = findRoot();
  return [...readWindows().windows]
    .filter(([element]) => element.hasAttribute('data-composition-id') && enclosingComposition(element) === root)
    .map(([element, window]) => {
      const { label, start, duration } = describeClip(element, window);
      return { id: element.dataset['compositionId'] ?? '', label, start, duration };
    });
}
