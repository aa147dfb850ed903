/**
 * The pictures of a run of frames, as a pure function of the page's content and the first frame.
 * @module
 */
import { frameTime, type Fps } from '#contracts/fps.ts';
import { isEdgereelError, withDetails } from '#contracts/errors.ts';
import type { HdrTransfer } from '#contracts/hdr.ts';
import type { Painting } from '#contracts/painter.ts';
import type { CompositionPage } from './composition-page.ts';
import { compareHere, comparePainting, spread } from './compare-painting.ts';
import { createHdrCamera } from './hdr-camera.ts';

/**
 * How often the first frame is drawn unseen. The compositor's pixels depend on what the page has shown before; after two
 * frames at the same place they no longer depend on how long the page took to load.
 */
const WARM_UP_FRAMES = 3;
/**
 * After this many equal pictures the page is thought to hold still, and a frame is read back only if something has changed. Asking first
 * is a fraction of reading back, but wasted where the answer is yes.
 */
const EQUAL_PICTURES_OF_A_HOLD = 2;

export interface FrameRun {
  /** Frames `[startFrame, endFrame)`. */
  startFrame: number;
  endFrame: number;
  fps: Fps;
  hdr?: HdrTransfer | undefined;
  /** How the page is painted; null when the compositor draws it. */
  painting?: Painting | null;
  /** Whether some of the painted frames are compared with what the compositor draws, after the last. Default: false. */
  isProven?: boolean;
}

/**
 * Yields one picture per frame, the same buffer again while nothing changes: of a painted page as `Painter` makes them, each good until the
 * one after the next; of any other as its clock does; with `hdr`, raw ones in `rgb48le`.
 */
export function captureFrames(page: CompositionPage, run: FrameRun): AsyncGenerator<Buffer> {
  return run.painting ? paintFrames(page, run.painting, run) : drawFrames(page, run);
}

async function* paintFrames(
  page: CompositionPage,
  painting: Painting,
  { startFrame, endFrame, fps, isProven }: FrameRun,
): AsyncGenerator<Buffer> {
  await page.expectFrames(startFrame, endFrame);
  // As a page that is drawn, so that both have gone the same way when their first frame is taken.
  await page.seek(frameTime(startFrame, fps));
  await page.clock.tick(frameTime(startFrame, fps));
  let frame = startFrame;
  const changed: number[] = [];
  try {
    for (; frame < endFrame; frame++) {
      const changes = page.paintChanges();
      const before = await page.paintNext(frameTime(frame, fps), painting);
      if (page.paintChanges() !== changes) changed.push(frame);
      if (frame > startFrame) yield before!;
    }
    yield (await page.paintLast())!;
    if (isProven) await prove(page, provenFrames(startFrame, endFrame, changed), fps);
  } catch (error) {
    // Without the process that draws, a page stands still as one does whose script runs without end.
    if (isEdgereelError(error) && error.code === 'COMPOSITION_NOT_READY') await page.checkDrawer();
    throwAt(error, Math.min(frame, endFrame - 1));
  }
}

/** Compares frames both ways. It runs after the last frame, when nothing that a comparison leaves in the page matters any more. */
async function prove(page: CompositionPage, frames: readonly number[], fps: Fps): Promise<void> {
  const [last, ...others] = frames;
  await compareHere(page, last!, frameTime(last!, fps));
  for (const frame of others) {
    await page.expectFrames(frame, frame + 1);
    await comparePainting(page, [frame], fps);
  }
}

/** One more frame is compared for each of this many frames of a chunk. */
const FRAMES_PER_PROOF = 120;
/** Length from which a chunk gets one more comparison when elements of a new kind appeared in it. */
const FRAMES_OF_A_CHUNK = 60;

/** Frames to compare: the last one, where the page stands anyway; then some that showed elements of a new kind, else one in the middle. */
export function provenFrames(startFrame: number, endFrame: number, changed: readonly number[]): number[] {
  const frames = endFrame - startFrame;
  const count = Math.floor(frames / FRAMES_PER_PROOF);
  const others = changed.filter((frame) => frame > startFrame && frame < endFrame - 1);
  const middle = Math.floor((startFrame + endFrame) / 2);
  const chosen =
    others.length > 0 && frames >= FRAMES_OF_A_CHUNK ? spread(others, Math.max(1, count)) : count > 0 ? [middle] : [];
  return [...new Set([endFrame - 1, ...chosen])];
}

async function* drawFrames(
  page: CompositionPage,
  { startFrame, endFrame, fps, hdr }: FrameRun,
): AsyncGenerator<Buffer> {
  const draw = hdr ? createHdrCamera(page, hdr) : page.clock.draw;
  const start = frameTime(startFrame, fps);
  await page.expectFrames(startFrame, endFrame);
  await page.seek(start);
  for (let i = 0; i < WARM_UP_FRAMES; i++) await page.clock.drawUnseen(start);
  // The first frame is not drawn twice, because a page that draws its frames itself may take seconds for each.
  const isFirstShown = !(await page.isUnsettled());
  let last: Buffer | undefined;
  let equalPictures = 0;
  let isHolding = false;
  for (let frame = startFrame; frame < endFrame; frame++) {
    try {
      const time = frameTime(frame, fps);
      if (frame > startFrame || !isFirstShown) await page.seek(time);
      if (isHolding && !(await page.clock.drawUnseen(time))) {
        yield last!;
        continue;
      }
      const picture: Buffer = await draw(time);
      equalPictures = last?.equals(picture) ? equalPictures + 1 : 0;
      // The exposures of an HDR frame change the page each time.
      isHolding = !hdr && equalPictures >= EQUAL_PICTURES_OF_A_HOLD;
      // Reading back is itself a change to the frame after it.
      if (isHolding) await page.clock.drawUnseen(time);
      yield (last = picture);
    } catch (error) {
      throwAt(error, frame);
    }
  }
}

function throwAt(error: unknown, frame: number): never {
  throw isEdgereelError(error) ? withDetails(error, { frame }) : error;
}
