/**
 * Pictures of a page that is painted into a canvas around it, as the encoder takes them: 8-bit limited-range BT.709, 4:2:0.
 * @module
 */
import { randomUUID } from 'node:crypto';
import { EdgereelError, isEdgereelError } from '#contracts/errors.ts';
import {
  lookSize,
  type PaintDifference,
  type Painted,
  type PainterOptions,
  type Painting,
} from '#contracts/painter.ts';
import type { BrowserLease } from '../browser/browser-pool.ts';
import { pageLeft, type Viewport } from '../browser/page-session.ts';
import { openFrameFile, type FrameFile } from './frame-file.ts';
import type { FrameClock } from './frame-clock.ts';
import type { Evaluate } from './page-scripts.ts';

/**
 * While one frame is painted, the one before is taken: a picture comes out of the next call. It is the same buffer again when nothing has
 * changed, and its bytes hold until the one after the next. Both throw `PaintObstacle`.
 */
export interface Painter extends AsyncDisposable {
  /**
   * Evaluates `seek`, which gives null when the composition has left, and begins to paint. Returns the picture of the frame before; null for
   * the first frame.
   */
  next(seek: string, timeSeconds: number, painting: Painting): Promise<Buffer | null>;
  last(): Promise<Buffer | null>;
  /** Compares what painting makes of the page where it stands with what the compositor draws. No frame may be under way. */
  compare(timeSeconds: number): Promise<PaintDifference>;
  /** How many times, up to the frame that was begun last, something in the page had to be examined for what a canvas shows otherwise. */
  readonly changes: number;
}

/** Something in the page is not painted as the compositor draws it. */
export class PaintObstacle extends Error {
  readonly because: string;
  /** Whether the render gets a warning: it does for what only the pictures show. */
  readonly isTold: boolean;

  constructor(because: string, { isTold = false } = {}) {
    super(`The page cannot be painted: ${because}.`);
    this.because = because;
    this.isTold = isTold;
  }
}

/** Throws `PaintObstacle` when there is a reason against painting, for example `filter: blur(4px) on div#card`. */
export function refuseObstacle(because: string | null): void {
  if (because !== null) throw new PaintObstacle(because);
}

/** Opens the painter of a page of this browser, which is the painter's. `evaluate` runs there. */
export async function openPainter(
  { profileDir }: BrowserLease,
  clock: FrameClock,
  { width, height, scale }: Viewport,
  evaluate: Evaluate,
): Promise<Painter> {
  const token = randomUUID();
  const look = lookSize(width * scale, height * scale);
  const options: PainterOptions = { width, height, scale, look, token };
  await evaluate(`__painter.open(${JSON.stringify(options)})`).catch((error: unknown) => {
    throw isEdgereelError(error) && error.code === 'COMPOSITION_SCRIPT_FAILED'
      ? new PaintObstacle(error.message)
      : error;
  });
  const found = await openFrameFile(profileDir, token, (width * scale * height * scale * 3) / 2);
  if (!found) throw new PaintObstacle('Chrome keeps the pictures where they are not found');
  const file: FrameFile = found;
  let picture: Buffer | null = null;
  let drawing = Promise.resolve();
  let changes = 0;

  /** Reads a picture from the file, before the next one is painted over it. */
  async function take(painted: Painted | null): Promise<Buffer | null> {
    if (painted?.obstacle) throw new PaintObstacle(painted.obstacle);
    if (painted?.failure)
      throw new EdgereelError('BROWSER_CRASHED', `The picture of a frame could not be kept: ${painted.failure}`);
    if (painted && (painted.isNew || !picture)) picture = await file.read();
    return picture;
  }

  return {
    async next(seek, timeSeconds, painting) {
      await drawing;
      type Step = { painted: Painted | null; isThere: boolean; obstacle: string | null; changes: number };
      const { painted, isThere, obstacle, ...step } = await evaluate<Step>(`(async () => {
        const painted = await __painter.whenDone();
        const isThere = (await ${seek}) !== null;
        const obstacle = isThere ? __painter.begin('${painting}') : null;
        return { painted, isThere, obstacle, changes: isThere ? __painter.countChanges() : 0 };
      })()`);
      changes = step.changes;
      const before = await take(painted);
      if (!isThere) throw pageLeft();
      if (obstacle) throw new PaintObstacle(obstacle);
      drawing = clock.tick(timeSeconds);
      // Whoever waits for it is told.
      drawing.catch(() => {});
      return painted && before;
    },
    async last() {
      await drawing;
      return take(await evaluate<Painted | null>('__painter.whenDone()'));
    },
    get changes() {
      return changes;
    },
    async compare(timeSeconds) {
      await evaluate('__painter.beginLook()');
      await clock.tick(timeSeconds);
      await evaluate('__painter.show()');
      const drawn = await clock.draw(timeSeconds);
      return await evaluate(`__painter.compare('${drawn.toString('base64')}')`);
    },
    [Symbol.asyncDispose]: () => file[Symbol.asyncDispose](),
  };
}
