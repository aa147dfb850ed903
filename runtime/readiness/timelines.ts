import { isRegistryUsed, listedTimelines } from '../composition/page-registry.ts';
import { findRoot } from '../composition/root.ts';
import { masterTimeline, readTimelines } from '../composition/timeline-registry.ts';

/** The runtime's own script. */
const runtimeScript = document.currentScript;

/**
 * Timelines that the page shows it will bring and has not brought yet. The root owes one when the registry is used or there is GSAP,
 * unless it says `data-no-timeline`, or has sub-compositions and no script of its own that could bring one.
 */
export function missingTimelines(): string[] {
  if (window.__hfTimelinesBuilding) return ['timelines still being built'];
  const root = findRoot();
  if (!root || root.hasAttribute('data-no-timeline')) return [];
  if (window.gsap === undefined && !isRegistryUsed() && !isRegistryAwaited()) return [];
  if (window.__hfVariablesByComp && !hasOwnTimelineScript()) return [];
  const isListed = listedTimelines().length > 0 && readTimelines().size > 0;
  return masterTimeline() || isListed ? [] : [`timeline "${root.dataset['compositionId']}"`];
}

/** Whether a script of the page is written to register a timeline, though it has not done so yet. */
function isRegistryAwaited(): boolean {
  return [...document.scripts].some(
    (script) => script !== runtimeScript && /\b__timelines\s*(?:\[[^\]]+\]|\.[\w$]+)\s*=[^=]/.test(script.text),
  );
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
