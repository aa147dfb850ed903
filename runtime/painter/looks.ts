/**
 * Compares painting with the compositor: the same page, in the same state, is drawn small both ways.
 * @module
 */
import type { LookSize, PaintDifference } from '#contracts/painter.ts';
import { comparePictures } from './compare-pictures.ts';

/** Same as in `PainterPage`; `paintIfAsked` must be called in the `paint` event. */
export interface Looks {
  begin(): void;
  paintIfAsked(): void;
  show(): Promise<void>;
  compare(png: string): Promise<PaintDifference>;
}

interface Place {
  canvas: HTMLCanvasElement;
  context: CanvasRenderingContext2D;
  frame: HTMLIFrameElement;
  look: LookSize;
}

declare global {
  interface ParentNode {
    /** Not yet in TypeScript's library: moves an element, and a frame does not load again. */
    moveBefore(node: Node, child: Node | null): void;
  }
}

export function openLooks({ canvas, context, frame, look: { width, height, divisor } }: Place): Looks {
  let asked: PromiseWithResolvers<ImageData> | null = null;
  let painted: Promise<ImageData> | null = null;

  function paint(): ImageData {
    context.save();
    context.beginPath();
    context.rect(0, 0, width, height);
    context.clip();
    // Where the page paints nothing it is white.
    context.fillStyle = '#fff';
    context.fillRect(0, 0, width, height);
    context.scale(1 / divisor, 1 / divisor);
    context.drawElementImage!(frame, 0, 0);
    context.restore();
    return context.getImageData(0, 0, width, height);
  }

  return {
    begin() {
      asked = Promise.withResolvers();
      painted = asked.promise;
    },
    paintIfAsked() {
      if (!asked) return;
      const { resolve, reject } = asked;
      asked = null;
      try {
        resolve(paint());
      } catch (error) {
        reject(error);
      }
    },
    async show() {
      await painted;
      document.body.moveBefore(frame, canvas);
      Object.assign(frame.style, { position: 'fixed', transformOrigin: '0 0', transform: `scale(${1 / divisor})` });
      canvas.style.display = 'none';
    },
    async compare(png) {
      Object.assign(frame.style, { position: '', transformOrigin: '', transform: '' });
      canvas.style.display = '';
      canvas.moveBefore(frame, null);
      return comparePictures(await painted!, await decode(png, width, height));
    },
  };
}

async function decode(png: string, width: number, height: number): Promise<ImageData> {
  const bitmap = await createImageBitmap(
    new Blob([Uint8Array.from(atob(png), (byte) => byte.charCodeAt(0))], { type: 'image/png' }),
  );
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return context.getImageData(0, 0, width, height);
}
