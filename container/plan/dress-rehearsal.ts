/**
 * The page exactly as a chunk will have it: visited wherever something new may be asked for, timed, and checked once more.
 * @module
 */
import type { Painting } from '#contracts/painter.ts';
import type { Chunk, EncodeSettings } from '#contracts/plan.ts';
import type { PlanResult } from '#contracts/protocol.ts';
import type { SoundTrack } from '#contracts/sound.ts';
import { captureFrames } from '../capture/capture-frames.ts';
import { comparePainting } from '../capture/compare-painting.ts';
import type { CompositionPage } from '../capture/composition-page.ts';
import { refuseObstacle } from '../capture/painter.ts';
import { encodeChunk } from '../encode/encode-chunk.ts';
import { pictureFormOf } from '../encode/encoder-arguments.ts';
import type { CompositionFacts } from './check-composition.ts';
import { checkAssets, checkFonts, checkReadiness, checkScriptFiles, checkScripts, checkWebgl } from './check-page.ts';
import { choosePainting, findRemoteObstacle } from './choose-painting.ts';
import { fontWarnings } from './font-warnings.ts';
import { framesToCompare } from './frames-to-compare.ts';
import type { Freezer } from './freezer.ts';
import { glyphWarnings } from './glyph-warnings.ts';
import type { LookedAt } from './looks.ts';
import { toneMapWarnings } from './plan-hdr.ts';
import { rehearsalTimes, rehearse } from './rehearse.ts';

/** Frames that are timed at most; never more than a tenth of the render. */
const TIMED_FRAMES = 5;

interface Play {
  facts: CompositionFacts;
  chunks: readonly Chunk[];
  encode: EncodeSettings;
  /** Whether the page was opened to be painted. */
  isPainted: boolean;
  freezer: Freezer;
}

interface Timing {
  ffmpegPath: string;
  /** File for the frames that are encoded to see how long that takes. */
  outputPath: string;
}

export interface DressRehearsal extends Pick<PlanResult, 'estimate' | 'warnings'> {
  tracks: SoundTrack[];
  painting: Painting | null;
  /** URLs that the page has requested in vain and does without, sorted. */
  lost: string[];
}

/** Without a `timing` there is no estimate. Throws `PaintObstacle` for a page that was to be painted and cannot be. */
export async function dressRehearsal(
  { page, readiness, readyTimeoutMs, lostFonts, seconds: secondsPerChunk }: LookedAt,
  { facts, chunks, encode, isPainted, freezer }: Play,
  timing: Timing | null,
  signal: AbortSignal,
): Promise<DressRehearsal> {
  checkReadiness(readiness, readyTimeoutMs);
  const times = rehearsalTimes(await page.describe(), chunks, facts.fps);
  const blurs = await rehearse(page, times, isPainted);
  // The page may have asked for pictures of other origins while it was sought.
  if (isPainted) refuseObstacle(await findRemoteObstacle(freezer));
  const painting = isPainted ? choosePainting(blurs) : null;
  await page.checkDrawing();
  await checkScriptFiles(page);
  // Text, pictures and scenes may have come with a seek.
  await page.whenAnswered();
  const description = await page.describe();
  checkWebgl(description);
  const losses = await checkAssets(page, description, lostFonts);
  checkFonts(description);
  // Last, because other frames are shown than the rehearsal ended with, and with them other fonts.
  if (painting) await comparePainting(page, framesToCompare(description.clips, chunks, facts.fps), facts.fps);
  const secondsPerFrame =
    timing && chunks.length > 0 ? await timeFrames(page, { facts, encode, painting }, timing, signal) : null;
  await page.checkDrawing();
  checkScripts(page);
  // A video's style is read when it is drawn.
  const toneMapped = encode.hdr ? toneMapWarnings(await page.describe()) : [];
  return {
    estimate: timing && { secondsPerFrame, secondsPerChunk },
    warnings: [...fontWarnings(description), ...losses.warnings, ...glyphWarnings(description), ...toneMapped],
    lost: losses.urls,
    tracks: description.tracks,
    painting,
  };
}

/** Seconds for one of the frames in the middle, captured and encoded. */
async function timeFrames(
  page: CompositionPage,
  {
    facts: { fps, frameCount, width, height, scale },
    encode,
    painting,
  }: Pick<Play, 'facts' | 'encode'> & { painting: Painting | null },
  { ffmpegPath, outputPath }: Timing,
  signal: AbortSignal,
): Promise<number> {
  const timed = Math.max(1, Math.min(TIMED_FRAMES, Math.floor(frameCount / 10)));
  const startFrame = Math.floor((frameCount - timed) / 2);
  const endFrame = startFrame + timed;
  await page.beginDrawing();
  const start = performance.now();
  const frames = captureFrames(page, { startFrame, endFrame, fps, hdr: encode.hdr, painting });
  const size = { width: width * scale, height: height * scale };
  const form = pictureFormOf({ encode, painting });
  await encodeChunk(frames, { ffmpegPath, encode, form, fps, ...size, firstNumber: 1, outputPath }, { signal });
  return (performance.now() - start) / 1000 / (endFrame - startFrame);
}
