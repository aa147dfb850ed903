/**
 * Pictures of a page that is painted into a canvas around it, as the encoder takes them: 8-bit limited-range BT.709, 4:2:0.
 * @module
 */
import { randomUUID } from 'node:crypto';
import type { Painted, PainterOptions, Painting } from '#contracts/painter.ts';
import type { PageSession, Viewport } from '../browser/page-session.ts';
import { openFrameFile, type FrameFile } from './frame-file.ts';

export interface Painter extends AsyncDisposable {
  /** To be evaluated after the seek: what the page shows then is to be painted. */
  begin(painting: Painting): string;
  /**
   * The picture of the frame that has been drawn since, the same buffer again when nothing has changed. Its bytes hold until the one after
   * the next. Throws `PaintObstacle`.
   */
  picture(): Promise<Buffer>;
}

/** Something in the page is not painted as the compositor draws it. */
export class PaintObstacle extends Error {
  readonly obstacle: string;
  constructor(obstacle: string) {
    super(`The page cannot be painted: ${obstacle}.`);
    this.obstacle = obstacle;
  }
}

/** Opens the painter of a session whose page is the painter's. `evaluate` runs there. */
export async function openPainter(
  { profileDir }: Pick<PageSession, 'profileDir'>,
  { width, height, scale }: Viewport,
  evaluate: <Result>(expression: string) => Promise<Result>,
): Promise<Painter> {
  const token = randomUUID();
  const options: PainterOptions = { width, height, scale, token };
  await evaluate(`__painter.open(${JSON.stringify(options)})`);
  const pictureBytes = (width * scale * height * scale * 3) / 2;
  const file: FrameFile = await openFrameFile(profileDir, token, pictureBytes);
  let last: Buffer | null = null;
  return {
    begin: (painting) => `__painter.begin('${painting}')`,
    async picture() {
      const { isNew, obstacle } = await evaluate<Painted>('__painter.whenDone()');
      if (obstacle) throw new PaintObstacle(obstacle);
      return (last = isNew || !last ? await file.read() : last);
    },
    [Symbol.asyncDispose]: () => file[Symbol.asyncDispose](),
  };
}
