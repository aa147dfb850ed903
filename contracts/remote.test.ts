import { expect, it } from 'vitest';
import { checkRemoteUrl, fetchFailed } from './remote.ts';

const check = (url: string) => () => checkRemoteUrl(new URL(url));

it.each([
  'https://example.com/a.png?x=1',
  'https://example.com:8443/',
  'https://8.8.8.8/',
  'https://[2606:4700::1111]/',
  'https://localhost.example.com/',
  'https://my-internal.com/',
  'https://cdn.test/',
  'https://lan.example.com/',
  'https://home.example/',
  'https://my.homes/',
  'https://arpa.example.com/',
])('%s may be fetched', (url) => expect(check(url)).not.toThrow());

it.each([
  ['http://example.com/a.png', /http:\/\/example\.com\/a\.png is not fetched: only https: addresses are, not http:/],
  ['ftp://example.com/', /not ftp:/],
  ['file:///etc/passwd', /not file:/],
  ['https://user:secret@example.com/', /https:\/\/example\.com\/ .*user name or password/],
  ['https://user@example.com/', /user name or password/],
  ['https://127.0.0.1/', /127\.0\.0\.1 is private or reserved; put a copy/],
  // Forms that a URL parser makes dotted ones of.
  ['https://2130706433/', /127\.0\.0\.1 is private/],
  ['https://0x7f.1/', /127\.0\.0\.1 is private/],
  ['https://0177.0.0.01/', /127\.0\.0\.1 is private/],
  ['https://127.1/', /127\.0\.0\.1 is private/],
  ['https://１２７.0.0.1/', /127\.0\.0\.1 is private/],
  ['https://127.0.0.1./', /127\.0\.0\.1 is private/],
  ['https://169.254.169.254/latest/meta-data', /169\.254\.169\.254 is private/],
  ['https://[::1]/', /\[::1\] is private/],
  ['https://[::ffff:127.0.0.1]/', /is private/],
  ['https://[fd00::1]/', /is private/],
  ['https://localhost/', /localhost is private/],
  ['https://LOCALHOST./', /localhost is private/],
  ['https://a.localhost/', /a\.localhost is private/],
  ['https://printer.local/', /printer\.local is private/],
  ['https://artifacts.internal/', /artifacts\.internal is private/],
  ['https://router.home.arpa/', /router\.home\.arpa is private/],
  ['https://intranet/', /intranet is private/],
  ['https://a.lan/', /a\.lan is private/],
  ['https://A.LAN../', /a\.lan is private/],
  ['https://nas.home/', /nas\.home is private/],
  ['https://git.corp/', /git\.corp is private/],
  ['https://1.0.0.127.in-addr.arpa/', /in-addr\.arpa is private/],
  ['https://ipv4only.arpa/', /ipv4only\.arpa is private/],
  ['https://metadata.google.internal/', /metadata\.google\.internal is private/],
  ['https://x.onion/', /x\.onion is private/],
  ['https://a.localdomain/', /a\.localdomain is private/],
  ['https://api.default.svc/', /api\.default\.svc is private/],
  ['https://168.63.129.16/', /168\.63\.129\.16 is private/],
  ['https://[::ffff:a83f:8110]/', /is private/],
  ['https://[64:ff9b::a9fe:a9fe]/', /is private/],
  ['https://[2002:7f00:1::]/', /is private/],
])('%s is refused', (url, message) => {
  expect(check(url)).toThrow(
    expect.objectContaining({ code: 'REMOTE_ADDRESS_REFUSED', message: expect.stringMatching(message) }),
  );
});

it.each([
  [404, 'ASSET_FETCH_FAILED'],
  [403, 'ASSET_FETCH_FAILED'],
  [204, 'ASSET_FETCH_FAILED'],
  [429, 'ASSET_FETCH_UNAVAILABLE'],
  [408, 'ASSET_FETCH_UNAVAILABLE'],
  [500, 'ASSET_FETCH_UNAVAILABLE'],
  [503, 'ASSET_FETCH_UNAVAILABLE'],
])('an answer %i is %s', (status, code) =>
  expect(fetchFailed('https://a.test/x', status, 'Why')).toMatchObject({
    code,
    message: expect.stringContaining(`https://a.test/x answered ${status} Why`) as string,
    details: { url: 'https://a.test/x', status },
  }),
);
