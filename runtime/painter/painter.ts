/**
 * The painter's page: a composition in a frame, painted into the canvas around it at each frame of the output. That takes a third of the
 * time of the way through Chrome's compositor, whose pictures pass three processes.
 * @module
 */
import type { Painted, PainterOptions, PainterPage, Painting } from '#contracts/painter.ts';
import '../page-globals.ts';
import type { FromWriter, ToWriter } from './frame-writer.ts';
import { openLooks, type Looks } from './looks.ts';
import { tilesOf, type Tile } from './tiles.ts';

declare global {
  interface Window {
    __painter?: PainterPage;
  }
  interface HTMLCanvasElement {
    /** Not yet in TypeScript's library, as the next: https://wicg.github.io/html-in-canvas/. */
    requestPaint?(): void;
  }
  interface CanvasRenderingContext2D {
    drawElementImage?(element: Element, x: number, y: number): DOMMatrix;
  }
}

const canvas = document.querySelector('canvas')!;
const frame = document.querySelector('iframe')!;

let looks: Looks | null = null;

interface OutputFrame {
  painting: Painting;
  done: PromiseWithResolvers<Painted>;
}

/** The frame of the output that has begun and is not painted yet. */
let begun: OutputFrame | null = null;
/** Whether the file holds, or is about to hold, what the page shows. */
let isUpToDate = false;
let whenDone: Promise<Painted | null> = Promise.resolve(null);

window.__painter = {
  async open(options) {
    const context = openCanvas(options);
    const { width, height } = canvas;
    const tiles = { tiled: tilesOf(width, height), whole: [{ x: 0, y: 0, width, height }] };
    const write = await openWriter(options);
    looks = openLooks({ canvas, context, frame, ...options });
    const keep = async (painting: Painting): Promise<Painted> => {
      paint(context, tiles[painting]);
      await write(new VideoFrame(canvas, { timestamp: 0 }));
      return { isNew: true, obstacle: findObstacle() };
    };
    canvas.addEventListener('paint', () => {
      looks!.paintIfAsked();
      const output = begun;
      begun = null;
      // Between two frames of the output a page changes too: while it gets ready, or is rehearsed.
      isUpToDate = output !== null;
      if (!output) return;
      output.done.resolve(
        keep(output.painting).catch((error: unknown) => ({ isNew: false, obstacle: null, failure: String(error) })),
      );
    });
  },
  begin(painting) {
    const obstacle = findObstacle();
    if (obstacle) return obstacle;
    const output: OutputFrame = { painting, done: Promise.withResolvers() };
    begun = output;
    whenDone = output.done.promise;
    // Otherwise only what changes is painted.
    if (!isUpToDate) canvas.requestPaint!();
    // A task that is queued by a callback of the frame runs after the frame's painting.
    requestAnimationFrame(() =>
      setTimeout(() => {
        if (begun !== output) return;
        begun = null;
        output.done.resolve({ isNew: false, obstacle: findObstacle() });
      }),
    );
    return null;
  },
  composition,
  whenDone: () => whenDone,
  countChanges: () => composition().__edgereel?.paintChanges() ?? 0,
  beginLook() {
    looks!.begin();
    canvas.requestPaint!();
  },
  show: () => looks!.show(),
  compare: (png) => looks!.compare(png),
};

function openCanvas({ width, height, scale }: PainterOptions): CanvasRenderingContext2D {
  Object.assign(frame.style, { width: `${width}px`, height: `${height}px` });
  Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
  Object.assign(canvas, { width: width * scale, height: height * scale });
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context?.drawElementImage || !canvas.requestPaint)
    throw new Error('This browser paints no elements into a canvas.');
  return context;
}

function paint(context: CanvasRenderingContext2D, tiles: readonly Tile[]): void {
  for (const { x, y, width, height } of tiles) {
    context.save();
    context.beginPath();
    context.rect(x, y, width, height);
    context.clip();
    // What a page leaves open is white.
    context.fillStyle = '#fff';
    context.fillRect(x, y, width, height);
    context.drawElementImage!(frame, 0, 0);
    context.restore();
  }
}

function composition(): Pick<Window, '__edgereel'> {
  const { contentWindow } = frame;
  try {
    void contentWindow!.__edgereel;
    return contentWindow!;
  } catch {
    return {};
  }
}

function findObstacle(): string | null {
  return composition().__edgereel?.paintObstacle() ?? null;
}

/** Returns what writes a picture to the file and closes it. */
async function openWriter({ token }: PainterOptions): Promise<(picture: VideoFrame) => Promise<void>> {
  const worker = new Worker('frame-writer.js');
  const ask = (message: ToWriter, transfer: Transferable[] = []) =>
    new Promise<void>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<FromWriter>) =>
        data.error ? reject(new Error(data.error)) : resolve();
      worker.onerror = ({ message: text }) => reject(new Error(text));
      worker.postMessage(message, transfer);
    });
  await ask({ open: { width: canvas.width, height: canvas.height, token } });
  return (picture) => ask({ picture }, [picture]);
}
