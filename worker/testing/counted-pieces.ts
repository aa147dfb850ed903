/**
 * A body whose source tells whether it was let go.
 * @module
 */

/** Pieces of 1,000 bytes, without end unless said otherwise. */
export function countedPieces(count = Infinity, end: 'ends' | 'stays open' = 'ends') {
  let left = count;
  const source = {
    isCanceled: false,
    stream: new ReadableStream<Uint8Array>({
      pull(controller) {
        if (left-- > 0) controller.enqueue(new Uint8Array(1000));
        else if (end === 'ends') controller.close();
        else return new Promise<void>(() => {});
        return undefined;
      },
      cancel() {
        source.isCanceled = true;
      },
    }),
  };
  return source;
}
