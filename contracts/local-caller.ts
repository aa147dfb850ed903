/**
 * Rules that tell whether a request comes from this machine. The HTTP front of the local system sees each request as it came over the wire,
 * applies these rules, and tells the Worker in a header that only the front can write.
 * @module
 */

/** Header that the front sets: its secret and, after a space, the reason why the caller is not local; the secret alone when it is. */
export const LOCAL_CALLER_HEADER = 'x-edgereel-local-caller';

export interface RawRequest {
  /** Address of the other end of the connection. */
  remoteAddress: string;
  /** Version as it stands in `HTTP/1.1`. */
  httpVersion: string;
  /** Names and values as they came, in their order. */
  headers: readonly (readonly [name: string, value: string])[];
}

/** Headers that proxies, tunnels and content networks add, and that development servers take for the original address. */
const HANDED_ON =
  /^(forwarded|via|max-forwards|cdn-loop|true-client-ip|client-ip|x-(forwarded|real|original|originating|rewrite|client|cluster|remote|proxy|proxied|envoy|amzn?|arr|azure|appengine|vercel|host|nginx|varnish|haproxy|traefik)(-.*)?|(cf|mf|fly|fastly|tailscale|ngrok|proxy|front-end|akamai)-.*)$/i;

/** Why a request is not taken for one that a program or page of this machine sent to this very server; null when it is. */
export function findForeignSign({ remoteAddress, httpVersion, headers }: RawRequest): string | null {
  if (!isLoopbackAddress(remoteAddress)) return `it comes from ${remoteAddress}`;
  const valuesOf = (name: string) => headers.flatMap(([key, value]) => (key.toLowerCase() === name ? [value] : []));
  const [host = '', ...others] = valuesOf('host');
  if (others.length > 0 || !isLoopbackHost(host)) return `its Host is ${JSON.stringify([host, ...others].join())}`;
  // Clients speak 1.1; nginx speaks 1.0 to the server behind it, by default without a sign of its own.
  if (httpVersion !== '1.1') return `it speaks HTTP/${httpVersion}, as proxies do`;
  const proxy = headers.find(([name]) => HANDED_ON.test(name));
  if (proxy) return `a proxy handed it on (${proxy[0]})`;
  const own = `http://${host.toLowerCase()}`;
  const origin = valuesOf('origin').find((value) => value !== own);
  if (origin !== undefined) return `a page of the origin ${origin} sent it`;
  const site = valuesOf('sec-fetch-site').find((value) => value !== 'same-origin' && value !== 'none');
  if (site !== undefined) return `a page of another origin sent it (Sec-Fetch-Site: ${site})`;
  const referer = valuesOf('referer').find((value) => originOf(value) !== own);
  return referer === undefined ? null : `a page of another origin sent it (Referer)`;
}

/**
 * Whether a Host header names this machine by itself: `localhost`, 127.0.0.0/8 in four numbers, or `[::1]`, each with or without a port.
 * Names under `localhost` are left out: not every resolver answers them itself.
 */
export function isLoopbackHost(host: string): boolean {
  const name = /^(.*?)(:\d{1,5})?$/.exec(host)?.[1] ?? '';
  return name.toLowerCase() === 'localhost' || name === '[::1]' || isLoopbackIpv4(name);
}

const isLoopbackAddress = (address: string): boolean =>
  address === '::1' || isLoopbackIpv4(address.replace(/^::ffff:/i, ''));

const isLoopbackIpv4 = (text: string): boolean =>
  /^127(\.(0|[1-9]\d{0,2})){3}$/.test(text) && text.split('.').every((part) => Number(part) < 256);

/** Origin of a URL. It is cut out by hand, because this folder has no URL class. */
const originOf = (url: string): string => /^[a-z]+:\/\/[^/?#]*/i.exec(url)?.[0].toLowerCase() ?? url;
