/**
 * IP addresses as numbers, and which of them are public. Texts come as a URL parser leaves them: dotted IPv4 and compressed IPv6;
 * octal, hex and one-number forms are dotted by then.
 * @module
 */

/** Value of the address and its length in bits; null for what is no IP address. Brackets may be there. */
export function parseIp(text: string): { value: bigint; bits: 32 | 128 } | null {
  const bare = text.replace(/^\[(.*)\]$/, '$1');
  if (bare.includes(':')) return parseIpv6(bare);
  const value = parseIpv4(bare);
  return value === null ? null : { value, bits: 32 };
}

/** Whether an address can be a host of the open internet. False for what is no IP address. */
export function isPublicIp(text: string): boolean {
  const ip = parseIp(text);
  if (!ip) return false;
  if (ip.bits === 32) return !isInAny(ip, RESERVED_IPV4);
  // IPv6 that carries an IPv4 address reaches what that one reaches.
  const carried = CARRIERS.find(({ net }) => isIn(ip, net));
  if (carried) return !isInAny(lowerIpv4(ip, carried.shift), RESERVED_IPV4);
  if (isIsatap(ip) && isInAny(lowerIpv4(ip), RESERVED_IPV4)) return false;
  return isIn(ip, GLOBAL_UNICAST) && !isInAny(ip, RESERVED_IPV6);
}

interface Ip {
  value: bigint;
  bits: 32 | 128;
}
interface Net extends Ip {
  prefix: number;
}

const net = (cidr: string): Net => {
  const [address = '', prefix] = cidr.split('/');
  return { ...parseIp(address)!, prefix: Number(prefix) };
};

/** Registries of special-purpose addresses (RFC 6890 and its successors), multicast and the class E block. */
const RESERVED_IPV4 = [
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private
  '100.64.0.0/10', // shared by carriers (CGNAT)
  '127.0.0.0/8', // loopback
  '168.63.129.16/32', // Azure's own services, as every machine there sees them
  '169.254.0.0/16', // link-local, with the clouds' metadata
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments
  '192.0.2.0/24', // documentation
  '192.31.196.0/24', // AS112
  '192.52.193.0/24', // AMT
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16', // private
  '192.175.48.0/24', // AS112
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, broadcast
].map(net);

/** Range of all public IPv6 addresses; loopback, unique local, link-local and multicast lie outside. */
const GLOBAL_UNICAST = net('2000::/3');
const RESERVED_IPV6 = [
  '2001::/23', // protocol assignments, Teredo among them
  '2001:db8::/32', // documentation
  '2620:4f:8000::/48', // AS112
  '3fff::/20', // documentation
].map(net);

/** IPv6 ranges whose addresses hold an IPv4 one, and how far from the right end it does. */
const CARRIERS = [
  { net: net('::ffff:0:0/96'), shift: 0n }, // mapped
  { net: net('64:ff9b::/96'), shift: 0n }, // translated
  { net: net('2002::/16'), shift: 80n }, // 6to4
];

/** The IPv4 address inside an IPv6 address that has `shift` bits after it. */
const lowerIpv4 = ({ value }: Ip, shift = 0n): Ip => ({ value: (value >> shift) & 0xffff_ffffn, bits: 32 });

/** Whether the last half of an IPv6 address holds an IPv4 one, as in a tunnel within a site (RFC 5214). */
const isIsatap = ({ value }: Ip): boolean => ((value >> 32n) & 0xfdff_ffffn) === 0x5efen;

function isInAny(ip: Ip, nets: readonly Net[]): boolean {
  return nets.some((candidate) => isIn(ip, candidate));
}

function isIn(ip: Ip, { value, bits, prefix }: Net): boolean {
  const shift = BigInt(bits - prefix);
  return ip.bits === bits && ip.value >> shift === value >> shift;
}

function parseIpv4(text: string): bigint | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return null;
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

function parseIpv6(text: string): Ip | null {
  // A dotted tail stands for the last two groups.
  const tail = /(?<=:)[\d.]+$/.exec(text)?.[0] ?? '';
  const dotted = tail.includes('.') ? parseIpv4(tail) : null;
  const hex =
    dotted === null
      ? text
      : `${text.slice(0, -tail.length)}${(dotted >> 16n).toString(16)}:${(dotted & 0xffffn).toString(16)}`;
  const [head = '', rest, ...more] = hex.split('::');
  if (more.length > 0) return null;
  const left = groupsOf(head);
  const right = rest === undefined ? [] : groupsOf(rest);
  const zeros = 8 - left.length - right.length;
  if (rest === undefined ? zeros !== 0 : zeros < 1) return null;
  const groups = [...left, ...Array.from({ length: zeros }, () => '0'), ...right];
  if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return null;
  return { value: groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n), bits: 128 };
}

function groupsOf(text: string): string[] {
  return text === '' ? [] : text.split(':');
}
