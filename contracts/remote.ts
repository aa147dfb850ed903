/**
 * Files that a composition loads from the web: which addresses may be fetched, within which bounds, and how a plan holds them.
 * Whoever fetches (the Worker, or a node of its own) keeps to these rules at the first address and at every redirect.
 * @module
 */
import { z } from 'zod';
import { EdgereelError } from './errors.ts';
import { isPublicIp, parseIp } from './ip-address.ts';
import { MAX_PAGE_FILE_BYTES } from './limits.ts';
import { Sha256 } from './site.ts';

/** Path of the artifact store under which a node that makes a plan has a URL fetched: `remote?url=…`. */
export const REMOTE_PATH = 'remote';
/** Header of an answer: where redirects have led. */
export const FINAL_URL_HEADER = 'x-edgereel-final-url';

/** Header of the answer of a mirror: why it does not fetch the address. */
export const REFUSED_HEADER = 'x-edgereel-refused';

/** Bounds of one fetch. */
export const REMOTE_LIMITS = {
  redirects: 5,
  /** Time until a host begins its answer. */
  connectMs: 10_000,
  /** Time between two pieces of an answer. */
  idleMs: 10_000,
  /** Time of a fetch in all. */
  totalMs: 120_000,
  maxBytes: MAX_PAGE_FILE_BYTES,
};

/** One answer of the web as a plan keeps it. Only answers with status 200 are kept. */
export const RemoteFile = z.strictObject({
  /** URL as the page asked for it, without fragment. */
  url: z.url(),
  /** URL where redirects led; `url` itself without any. What is relative inside the file is relative to this. */
  finalUrl: z.url(),
  sha256: Sha256,
  sizeBytes: z.int().min(0).max(MAX_PAGE_FILE_BYTES),
  contentType: z.string(),
});
export type RemoteFile = z.infer<typeof RemoteFile>;

/** The parts of a parsed URL that are looked at. */
export interface UrlParts {
  href: string;
  /** Protocol with its colon. */
  protocol: string;
  /** Lower case; IPv6 in brackets. */
  hostname: string;
  username: string;
  password: string;
}

/**
 * Last labels under which no host of the open internet lies: IANA's special-use names (RFC 6761, 6762, 7686, 8375, 9476), all of `arpa`,
 * which holds tables and no hosts, the private-use domain, what ICANN keeps out of the root because networks use it at home, and what
 * routers and clusters hand out. `test`, `example` and `invalid` are reserved too, but nothing is there, neither public nor private.
 */
const PRIVATE_SUFFIXES = new Set([
  ...['localhost', 'local', 'arpa', 'onion', 'alt'],
  ...['internal', 'corp', 'home', 'mail', 'lan', 'intranet', 'private', 'localdomain', 'workgroup'],
  ...['svc', 'consul', 'belkin', 'dlink', 'router', 'gateway'],
]);

/** Whether a name, without a dot at its end, can be that of a public host. */
const isPublicName = (name: string): boolean =>
  name.includes('.') && !PRIVATE_SUFFIXES.has(name.slice(name.lastIndexOf('.') + 1).toLowerCase());

/** Throws `REMOTE_ADDRESS_REFUSED` for an address that must not be fetched, whatever its host's name resolves to. */
export function checkRemoteUrl(url: UrlParts): void {
  const refusal = findRefusal(url);
  if (refusal) throw refusal;
}

export function findRefusal(url: UrlParts): EdgereelError | null {
  const problem = findProblem(url);
  if (problem === null) return null;
  const name = withoutCredentials(url.href);
  return new EdgereelError('REMOTE_ADDRESS_REFUSED', `${name} is not fetched: ${problem}.`, { details: { url: name } });
}

function findProblem({ protocol, hostname, username, password }: UrlParts): string | null {
  if (protocol !== 'https:') return `only https: addresses are, not ${protocol}`;
  if (username || password) return 'it carries a user name or password, which would stay in the plan';
  // A dot at the end is the same name.
  const name = hostname.replace(/\.+$/, '');
  const isIp = parseIp(name) !== null;
  if (isIp ? isPublicIp(name) : isPublicName(name)) return null;
  return `only public hosts are, and ${name} is private or reserved; put a copy of the file into the site`;
}

function withoutCredentials(url: string): string {
  return url.replace(/\/\/[^/?#]*@/, '//');
}

export const fetchFailed = (url: string, status: number, text: string): EdgereelError =>
  status >= 500 || status === 408 || status === 429
    ? new EdgereelError('ASSET_FETCH_UNAVAILABLE', `${url} answered ${`${status} ${text}`.trim()}: try again later.`, {
        details: { url, status },
      })
    : new EdgereelError(
        'ASSET_FETCH_FAILED',
        `${url} answered ${`${status} ${text}`.trim()}: correct the address, or put a copy of the file into the site.`,
        { details: { url, status } },
      );

export const fetchUnavailable = (url: string, what: string, cause?: unknown): EdgereelError =>
  new EdgereelError('ASSET_FETCH_UNAVAILABLE', `${url} ${what}: try again, or put a copy of the file into the site.`, {
    details: { url },
    cause,
  });

export const fileTooLarge = (url: string, sizeBytes: number | null): EdgereelError =>
  new EdgereelError(
    'ASSET_TOO_LARGE',
    `A remote file must not exceed ${MAX_PAGE_FILE_BYTES} bytes; ${url} has ${sizeBytes ?? 'more'}.`,
    { details: { url, limit: MAX_PAGE_FILE_BYTES, ...(sizeBytes !== null && { value: sizeBytes }) } },
  );

export const tooManyRedirects = (url: string): EdgereelError =>
  new EdgereelError(
    'ASSET_FETCH_FAILED',
    `${url} redirects more than ${REMOTE_LIMITS.redirects} times: name the final address.`,
    {
      details: { url, limit: REMOTE_LIMITS.redirects },
    },
  );
