import { findRoot } from '../composition/root.ts';
import { masterTimeline, readTimelines } from '../composition/timeline-registry.ts';

/**
 * Timelines that the page shows it will bring and has not brought yet. The root owes one when there is a registry or GSAP,
 * unless it says `data-no-timeline`.
 */
export function missingTimelines(): string[] {
  if (window.__hfTimelinesBuilding) return ['timelines still being built'];
  const root = findRoot();
  if (!root || root.hasAttribute('data-no-timeline')) return [];
  if (window.__timelines === undefined && window.gsap === undefined) return [];
  const isListed = Array.isArray(window.__timelines) && readTimelines().size > 0;
  return masterTimeline() || isListed ? [] : [`timeline "${root.dataset['compositionId']}"`];
}
