import { findRoot } from '../composition/root.ts';
import { masterTimeline, readTimelines } from '../composition/timeline-registry.ts';

/** The runtime's own script. */
const runtimeScript = document.currentScript;

/**
 * Timelines that the page shows it will bring and has not brought yet. The root owes one when there is a registry or GSAP,
 * unless it says `data-no-timeline`, or has sub-compositions and no script of its own that could bring one.
 */
export function missingTimelines(): string[] {
  if (window.__hfTimelinesBuilding) return ['timelines still being built'];
  const root = findRoot();
  if (!root || root.hasAttribute('data-no-timeline')) return [];
  if (window.__timelines === undefined && window.gsap === undefined) return [];
  if (window.__hfVariablesByComp && !hasOwnTimelineScript()) return [];
  const isListed = Array.isArray(window.__timelines) && readTimelines().size > 0;
  return masterTimeline() || isListed ? [] : [`timeline "${root.dataset['compositionId']}"`];
}

/** Scripts that sub-compositions have brought are not the page's own. */
function hasOwnTimelineScript(): boolean {
  return [...document.scripts].some(
    (script) =>
      script !== runtimeScript &&
      !script.hasAttribute('data-hf-child-script') &&
      (script.src !== '' || script.text.includes('__timelines')),
  );
}
