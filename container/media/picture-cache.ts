/**
 * The pictures made last. A loop that fits comes round without being decoded again.
 * @module
 */
export interface PictureCache {
  get(mediaId: string, index: number): Buffer | undefined;
  set(mediaId: string, index: number, picture: Buffer): void;
}

const LIMIT_BYTES = 64 * 1024 * 1024;

export function createPictureCache(limitBytes = LIMIT_BYTES): PictureCache {
  // Insertion order is order of last use.
  const pictures = new Map<string, Buffer>();
  let totalBytes = 0;
  return {
    get(mediaId, index) {
      const key = `${mediaId}/${index}`;
      const known = pictures.get(key);
      if (!known) return undefined;
      pictures.delete(key);
      pictures.set(key, known);
      return known;
    },
    set(mediaId, index, bytes) {
      const key = `${mediaId}/${index}`;
      totalBytes += bytes.length - (pictures.get(key)?.length ?? 0);
      pictures.delete(key);
      pictures.set(key, bytes);
      for (const [oldest, picture] of pictures) {
        if (totalBytes <= limitBytes || oldest === key) break;
        pictures.delete(oldest);
        totalBytes -= picture.length;
      }
    },
  };
}
