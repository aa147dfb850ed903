/**
 * Worker of the painter's page: writes each picture, as a video has it, into one file of the origin's private file system. There a write is
 * one copy; no way of sending it elsewhere takes less than ten times as long.
 * @module
 */
import toYuv from './to-yuv.wat';
import { openYuvConverter } from './yuv-converter.ts';

export type ToWriter = { open: { width: number; height: number; token: string } } | { picture: VideoFrame };
export interface FromWriter {
  /** Why it could not be done; absent when it is done. */
  error?: string;
}

/** As `PAINTER_HEADER_BYTES`; the runtime takes only types from contracts. */
const HEADER_BYTES = 4096;
const FILE_NAME = '.edgereel-frames';

/** The one of TypeScript's types for workers that is needed here. */
interface SyncAccessHandle {
  write(bytes: ArrayBufferView, options: { at: number }): number;
}

interface Writer {
  write(picture: VideoFrame): Promise<void>;
}

let writer: Writer | null = null;

self.onmessage = async ({ data }: MessageEvent<ToWriter>) => {
  let answer: FromWriter = {};
  try {
    if ('open' in data) writer = await openWriter(data.open);
    else await writer!.write(data.picture);
  } catch (error) {
    answer = { error: String(error) };
  }
  self.postMessage(answer);
};

async function openWriter({ width, height, token }: { width: number; height: number; token: string }): Promise<Writer> {
  const root = await navigator.storage.getDirectory();
  const file = (await root.getFileHandle(FILE_NAME, { create: true })) as FileSystemFileHandle & {
    createSyncAccessHandle(): Promise<SyncAccessHandle>;
  };
  const handle = await file.createSyncAccessHandle();
  const { pixels, yuv, convert } = openYuvConverter(toYuv, width, height);
  const write = (bytes: Uint8Array, at: number): void => {
    const written = handle.write(bytes, { at });
    if (written !== bytes.length) throw new Error(`Only ${written} of ${bytes.length} bytes could be written.`);
  };
  write(new TextEncoder().encode(token.padEnd(HEADER_BYTES)), 0);
  write(yuv, HEADER_BYTES);
  return {
    async write(picture) {
      try {
        if (picture.format !== 'BGRX' && picture.format !== 'BGRA')
          throw new Error(`The canvas has pixels of the kind ${picture.format}.`);
        await picture.copyTo(pixels, { layout: [{ offset: 0, stride: width * 4 }] });
      } finally {
        // The canvas makes a copy of itself while somebody holds its picture.
        picture.close();
      }
      convert();
      write(yuv, HEADER_BYTES);
    },
  };
}
