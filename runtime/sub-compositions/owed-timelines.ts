import { readTimelines } from '../composition/timeline-registry.ts';
import type { Mount } from './mount.ts';

/** Children that will bring a timeline, as their scripts show, and have not brought it yet. A script may register late, e.g. after a fetch. */
export function owingTimelines(mounts: readonly Mount[]): Mount[] {
  const registered = readTimelines();
  return mounts.filter((mount) => owesTimeline(mount) && !compositionIds(mount).some((id) => registered.has(id)));
}

function owesTimeline({ child, host }: Mount): boolean {
  if (host.matches('[data-no-timeline]') || host.querySelector(':scope > [data-no-timeline]')) return false;
  return child.scripts.some((script) => script.kind === 'inline' && script.text.includes('__timelines'));
}

/** Of the child and of what is written out inside it. */
function compositionIds({ host }: Mount): string[] {
  return [host, ...host.querySelectorAll('[data-composition-id]')].map(
    (element) => element.getAttribute('data-composition-id') ?? '',
  );
}
