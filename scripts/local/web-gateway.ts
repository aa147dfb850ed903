/**
 * The way to the web of the local system: a server on loopback that the Worker asks for every remote URL, one hop at a time. It answers
 * from the mirrored folders and fetches the rest. Host names are resolved here, where it can be seen what they resolve to.
 * @module
 */
import { randomBytes } from 'node:crypto';
import { lookup } from 'node:dns';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { AddressInfo, LookupFunction } from 'node:net';
import { isPublicIp } from '#contracts/ip-address.ts';
import { REFUSED_HEADER } from '#contracts/remote.ts';
import { findMirror, readMirror, type Mirrors } from './mirror-file.ts';

export interface WebGateway extends AsyncDisposable {
  /** `REMOTE_MIRRORS` of the Worker. */
  readonly remoteMirrors: Readonly<Record<string, string>>;
}

export async function startWebGateway(mirrors: Mirrors): Promise<WebGateway> {
  // Other programs of this machine have no business here.
  const secret = randomBytes(16).toString('base64url');
  const server = createServer((request, response) => {
    answer(request, response, { mirrors, prefix: `/${secret}/` }).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    remoteMirrors: { 'https://': `http://127.0.0.1:${port}/${secret}/` },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { mirrors, prefix }: { mirrors: Mirrors; prefix: string },
): Promise<void> {
  const path = request.url ?? '';
  if (!path.startsWith(prefix)) return void response.writeHead(403).end();
  const url = `https://${path.slice(prefix.length)}`;
  const mirror = findMirror(mirrors, url);
  if (!mirror) return passOn(url, request, response);
  const file = await readMirror(mirror.folder, mirror.rest);
  if (!file) return void response.writeHead(404, 'Not in the mirror').end();
  response.writeHead(200, { 'content-type': file.contentType, 'content-length': file.body.length }).end(file.body);
}

/** Fetches without following redirects. A host that cannot be reached ends the connection. */
function passOn(url: string, request: IncomingMessage, response: ServerResponse): void {
  const outgoing = requestHttps(url, {
    headers: { accept: request.headers.accept, 'user-agent': request.headers['user-agent'] },
    lookup: lookupPublic,
  });
  outgoing.on('response', (incoming) => {
    response.writeHead(incoming.statusCode!, incoming.statusMessage, incoming.headers);
    incoming.pipe(response);
  });
  outgoing.on('error', (error) => {
    if (error instanceof PrivateAddressError && !response.headersSent) {
      const refusal = `${url} is not fetched: ${error.message} Put a copy of the file into the site.`;
      response.writeHead(403, { [REFUSED_HEADER]: refusal }).end();
    } else response.destroy();
  });
  response.on('close', () => outgoing.destroy());
  outgoing.end();
}

class PrivateAddressError extends Error {}

/** Node's own look-up; the connection goes to the very address that was looked at. */
const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const hidden = error ? undefined : addresses.find(({ address }) => !isPublicIp(address));
    const problem =
      hidden && new PrivateAddressError(`${hostname} resolves to ${hidden.address}, which is not public.`);
    const [first] = addresses ?? [];
    if (error ?? problem) callback((error ?? problem)!, '', 0);
    else if (options.all) callback(null, addresses);
    else callback(null, first!.address, first!.family);
  });
};
