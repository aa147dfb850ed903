/**
 * The first thing that is asked of a page: what it is.
 * @module
 */
import type { HdrTransfer } from '#contracts/hdr.ts';
import type { PlanCall } from '#contracts/protocol.ts';
import type { SoundTrack, VolumeCurve } from '#contracts/sound.ts';
import { checkChildren } from './check-children.ts';
import { checkComposition, checkFrame, type CompositionFacts } from './check-composition.ts';
import {
  checkAssets,
  checkFonts,
  checkReadiness,
  checkScriptFiles,
  checkScripts,
  checkTimelines,
  checkWebgl,
} from './check-page.ts';
import type { Freezer } from './freezer.ts';
import type { LookedAt } from './looks.ts';
import { chooseHdr } from './plan-hdr.ts';
import { readVolumeCurves } from './volume-curves.ts';

export interface Probed extends CompositionFacts {
  tracks: SoundTrack[];
  curves: VolumeCurve[];
  /** HDR transfer of the render; null without HDR. */
  hdr: HdrTransfer | null;
  /** Obstacle to painting, found at the beginning; null when there is none. */
  obstacle: string | null;
}

/** Throws what is wrong with the page, the likeliest cause first. Leaves the page wherever it has been sought last. */
export async function probe(
  { page, readiness, readyTimeoutMs, lostFonts }: LookedAt,
  call: PlanCall,
  freezer: Freezer,
): Promise<Probed> {
  await checkScriptFiles(page);
  const description = await page.describe();
  // Without WebGL a script that needs it fails, and would be blamed.
  checkWebgl(description);
  checkScripts(page);
  // The root's own faults are told before those that may follow from them.
  checkFrame(description, call);
  checkChildren(description);
  await checkAssets(page, description, lostFonts);
  checkReadiness(readiness, readyTimeoutMs);
  // What the network still holds up may bring them.
  if (freezer.busy.isBusy) checkTimelines(description, readyTimeoutMs);
  checkFonts(description);
  const facts = checkComposition(description, call);
  const { tracks } = description;
  const obstacle = await page.paintObstacle();
  const curves = await readVolumeCurves(page, tracks, facts.durationSeconds);
  return { ...facts, tracks, curves, hdr: chooseHdr(call, facts, description), obstacle };
}
