/**
 * The file in a browser's profile into which the painter's page writes its pictures.
 * @module
 */
import { open, readdir, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { EdgereelError } from '#contracts/errors.ts';
import { PAINTER_HEADER_BYTES } from '#contracts/painter.ts';

export interface FrameFile extends AsyncDisposable {
  /** The picture that stands there now. Its bytes hold until the call after next. */
  read(): Promise<Buffer>;
}

/** Where Chrome keeps the private file systems of origins, by names of its own. */
const FILE_SYSTEMS = 'Default/File System';

/** Finds the file that begins with `token`, and opens it; null when there is none. */
export async function openFrameFile(
  profileDir: string,
  token: string,
  pictureBytes: number,
): Promise<FrameFile | null> {
  const file = await findFile(join(profileDir, FILE_SYSTEMS), token);
  if (!file) return null;
  // One is being encoded while the next is read. Memory that is there already is not asked for again.
  const buffers = [Buffer.alloc(pictureBytes), Buffer.alloc(pictureBytes)] as const;
  let reads = 0;
  return {
    async read() {
      const buffer = buffers[reads++ % 2]!;
      const { bytesRead } = await file.read(buffer, 0, pictureBytes, PAINTER_HEADER_BYTES);
      if (bytesRead !== pictureBytes)
        throw new EdgereelError('BROWSER_CRASHED', 'Chrome has left a picture unfinished.');
      return buffer;
    },
    [Symbol.asyncDispose]: () => file.close(),
  };
}

async function findFile(folder: string, token: string): Promise<FileHandle | null> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries.filter((known) => known.isFile())) {
    const file = await open(join(entry.parentPath, entry.name));
    const start = Buffer.alloc(token.length);
    await file.read(start, 0, token.length, 0);
    if (start.toString('latin1') === token) return file;
    await file.close();
  }
  return null;
}
