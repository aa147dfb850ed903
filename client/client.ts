/**
 * The API of a deployment as typed calls. Runs wherever there is `fetch`.
 * @module
 */
import { z } from 'zod';
import { CompositionList, RenderList, RenderView, type RenderStatus } from '#contracts/render.ts';
import type { RenderRequestInput } from '#contracts/request.ts';
import { Sha256, type SiteFile } from '#contracts/site.ts';
import { SiteView } from '#contracts/site-description.ts';
import { readAnswer, sendRequest, type ApiRequest, type Connection } from './api-request.ts';
import { followRender } from './follow-render.ts';
import { putBlob } from './put-blob.ts';

const Missing = z.object({ missing: z.array(Sha256) });

interface CallOptions {
  signal?: AbortSignal | undefined;
}

interface RenderQuery {
  limit?: number | undefined;
  cursor?: string | undefined;
  status?: RenderStatus | undefined;
}

/** Every method throws `EdgereelError` with the server's code and message; an aborted one throws the reason. */
export type Client = ReturnType<typeof createClient>;

/**
 * @example
 * const client = createClient({ baseUrl: 'https://edgereel.example.workers.dev', apiKey });
 * const { id } = await client.createRender({ composition: 'kinetic-titles' });
 * for await (const render of client.followRender(id)) console.log(render.status, render.progress.ratio);
 */
export function createClient(connection: Connection) {
  const read = <Schema extends z.ZodType>(schema: Schema, path: string, request?: ApiRequest) =>
    readAnswer(schema, connection, path, request);

  return {
    /** Starts a render. With `idempotencyKey`, repeating the call gives the same render. */
    createRender: (
      request: RenderRequestInput,
      { idempotencyKey, signal }: CallOptions & { idempotencyKey?: string } = {},
    ): Promise<RenderView> =>
      read(RenderView, 'api/render', {
        method: 'POST',
        json: request,
        signal,
        ...(idempotencyKey !== undefined && { headers: { 'idempotency-key': idempotencyKey } }),
      }),
    readRender: (renderId: string, { signal }: CallOptions = {}): Promise<RenderView> =>
      read(RenderView, `api/renders/${renderId}`, { signal }),
    /** Newest first. `cursor` is the `nextCursor` of the page before. */
    listRenders: ({ signal, ...query }: CallOptions & RenderQuery = {}): Promise<RenderList> =>
      read(RenderList, `api/renders?${toQuery(query)}`, { signal }),
    cancelRender: (renderId: string, { signal }: CallOptions = {}): Promise<RenderView> =>
      read(RenderView, `api/renders/${renderId}/cancel`, { method: 'POST', signal }),
    /** Renders again what a failed render lacks. */
    retryRender: (renderId: string, { signal }: CallOptions = {}): Promise<RenderView> =>
      read(RenderView, `api/renders/${renderId}/retry`, { method: 'POST', signal }),
    /** Yields the render whenever it changes, until it has ended; reconnects by itself. */
    followRender: (renderId: string, { signal }: CallOptions = {}): AsyncGenerator<RenderView, void> =>
      followRender(connection, renderId, signal),
    /** The finished file as a stream, or `[start, end]` of its bytes. */
    fetchOutput: (
      renderId: string,
      { signal, range }: CallOptions & { range?: readonly [number, number] } = {},
    ): Promise<Response> =>
      sendRequest(connection, `api/renders/${renderId}/output`, {
        signal,
        ...(range && { headers: { range: `bytes=${range.join('-')}` } }),
      }),
    /** A file of an HLS render's stream: a playlist, or a segment that one names. */
    fetchStreamFile: (renderId: string, file: string, { signal }: CallOptions = {}): Promise<Response> =>
      sendRequest(connection, `api/renders/${renderId}/stream/${file}`, { signal }),
    /** `sprites.jpg` or `sprites.vtt` of a render that was asked for them. */
    fetchSprites: (
      renderId: string,
      file: 'sprites.jpg' | 'sprites.vtt',
      { signal }: CallOptions = {},
    ): Promise<Response> => sendRequest(connection, `api/renders/${renderId}/${file}`, { signal }),
    /** The bundled compositions. */
    listCompositions: ({ signal }: CallOptions = {}): Promise<CompositionList> =>
      read(CompositionList, 'api/compositions', { signal }),
    /** Which of the files' contents the server lacks, by hash. For whole sites there is `uploadSite` in `sites.ts`. */
    findMissingBlobs: async (files: readonly SiteFile[], { signal }: CallOptions = {}): Promise<string[]> =>
      (await read(Missing, 'api/sites', { method: 'POST', json: { files }, signal })).missing,
    putBlob: (sha256: string, body: Blob, contentType: string, { signal }: CallOptions = {}): Promise<void> =>
      putBlob(connection, sha256, body, { contentType, signal }),
    /** A stored site: its files, compositions, variables, fonts, media, and what lint says of it. */
    readSite: (siteId: string, { signal }: CallOptions = {}): Promise<SiteView> =>
      read(SiteView, `api/sites/${siteId}`, { signal }),
    /** Makes a site of uploaded files; the server checks that they have that id, and tells what they hold. */
    commitSite: (siteId: string, files: readonly SiteFile[], { signal }: CallOptions = {}): Promise<SiteView> =>
      read(SiteView, `api/sites/${siteId}/commit`, { method: 'POST', json: { files }, signal }),
  };
}

/** A query of what is given. */
function toQuery(fields: object): URLSearchParams {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]));
}
