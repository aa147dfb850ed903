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
import { findRefusal, REFUSED_HEADER } from '#contracts/remote.ts';
import { findMirror, readMirror, type Mirrors } from './mirror-file.ts';

export interface WebGateway extends AsyncDisposable {
  /** `REMOTE_MIRRORS` of the Worker. */
  readonly remoteMirrors: Readonly<Record<string, string>>;
}

/** `resolve` is Node's own look-up, or another for tests. */
export async function startWebGateway(mirrors: Mirrors, resolve: typeof lookup = lookup): Promise<WebGateway> {
  // Other programs of this machine have no business here.
  const secret = randomBytes(16).toString('base64url');
  const server = createServer((request, response) => {
    answer(request, response, { mirrors, prefix: `/${secret}/`, lookupPublic: publicLookup(resolve) }).catch(() =>
      response.destroy(),
    );
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
  { mirrors, prefix, lookupPublic }: { mirrors: Mirrors; prefix: string; lookupPublic: LookupFunction },
): Promise<void> {
  const path = request.url ?? '';
  if (!path.startsWith(prefix)) return void response.writeHead(403).end();
  const url = `https://${path.slice(prefix.length)}`;
  const mirror = findMirror(mirrors, url);
  if (!mirror) {
    if (!URL.canParse(url)) return void response.writeHead(400).end();
    // An address in figures is connected to without a look-up, so it is checked here.
    const refusal = findRefusal(new URL(url));
    return refusal ? refuse(response, refusal.message) : passOn(url, { request, response, lookupPublic });
  }
  const file = await readMirror(mirror.folder, mirror.rest);
  if (!file) return void response.writeHead(404, 'Not in the mirror').end();
  response.writeHead(200, { 'content-type': file.contentType, 'content-length': file.body.length }).end(file.body);
}

/** Fetches without following redirects. A host that cannot be reached ends the connection. */
function passOn(
  url: string,
  {
    request,
    response,
    lookupPublic,
  }: { request: IncomingMessage; response: ServerResponse; lookupPublic: LookupFunction },
): void {
  const outgoing = requestHttps(url, {
    headers: { accept: request.headers.accept, 'user-agent': request.headers['user-agent'] },
    lookup: lookupPublic,
  });
  outgoing.on('response', (incoming) => {
    response.writeHead(incoming.statusCode!, incoming.statusMessage, incoming.headers);
    incoming.pipe(response);
  });
  outgoing.on('error', (error) => {
    if (error instanceof PrivateAddressError && !response.headersSent)
      refuse(response, `${url} is not fetched: ${error.message} Put a copy of the file into the site.`);
    else response.destroy();
  });
  response.on('close', () => outgoing.destroy());
  outgoing.end();
}

function refuse(response: ServerResponse, why: string): void {
  response.writeHead(403, { [REFUSED_HEADER]: why }).end();
}

class PrivateAddressError extends Error {}

/** A look-up that fails when any of the addresses is not public; the connection goes to the very address that was looked at. */
const publicLookup =
  (resolve: typeof lookup): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const isHidden = !error && addresses.some(({ address }) => !isPublicIp(address));
      const problem =
        error ?? (isHidden && new PrivateAddressError(`${hostname} resolves to an address that is not public.`));
      const [first] = addresses ?? [];
      if (problem) callback(problem, '', 0);
      else if (options.all) callback(null, addresses);
      else callback(null, first!.address, first!.family);
    });
  };
