/**
 * Reads server-sent events from a fetch response; `EventSource` cannot send an Authorization header.
 *
 * @param {Response} response
 * @returns {AsyncGenerator<{ id: string, data: string }>}
 */
export async function* readEvents(response) {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream') || !response.body) return;
  let id = '';
  /** @type {string[]} */
  let data = [];
  for await (const line of readLines(response.body)) {
    if (line === '') {
      if (data.length > 0) yield { id, data: data.join('\n') };
      data = [];
      continue;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') data.push(value);
    else if (field === 'id') id = value;
  }
}

/** @param {ReadableStream<Uint8Array<ArrayBuffer>>} body */
async function* readLines(body) {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of body) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split(/\r?\n/);
    rest = lines.pop() ?? '';
    yield* lines;
  }
}
