import { MAX_NODE_LINE_LENGTH } from '#contracts/limits.ts';

interface ReadLinesOptions {
  /** Ends the reading and closes the stream. */
  signal?: AbortSignal;
  /** Whether empty lines are yielded too. Default: false. */
  keepEmpty?: boolean;
}

/** The lines of a text stream. Leaving the loop, or aborting, closes the stream and thereby the connection. */
export async function* readLines(
  stream: ReadableStream<Uint8Array>,
  { signal, keepEmpty = false }: ReadLinesOptions = {},
): AsyncGenerator<string> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  const stop = (): void => void reader.cancel(signal?.reason).catch(() => {});
  signal?.addEventListener('abort', stop);
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      const lines = (rest + decoder.decode(value, { stream: true })).split('\n');
      rest = lines.pop()!;
      const tooLong = [...lines, rest].some(({ length }) => length > MAX_NODE_LINE_LENGTH);
      if (tooLong) throw new RangeError(`A line exceeds ${MAX_NODE_LINE_LENGTH} characters.`);
      yield* keepEmpty ? lines : lines.filter((line) => line !== '');
    }
    signal?.throwIfAborted();
    if (rest !== '') yield rest;
  } finally {
    signal?.removeEventListener('abort', stop);
    stop();
  }
}
