/**
 * Reads font files as tables, and puts tables together to font files.
 * @module
 */

/** A big-endian integer, of 16 bits unless said otherwise; a negative one as two's complement. */
export type Field = readonly [value: number, bits?: 16 | 32];

const HEADER_BYTES = 12;
const ENTRY_BYTES = 16;

/** The tables of a TrueType or OpenType file by their tags, in the order of its directory. */
export function readFontTables(font: Uint8Array): Map<string, Buffer> {
  const file = Buffer.from(font.buffer, font.byteOffset, font.byteLength);
  const tables = new Map<string, Buffer>();
  for (let i = 0; i < file.readUInt16BE(4); i++) {
    const at = HEADER_BYTES + i * ENTRY_BYTES;
    const offset = file.readUInt32BE(at + 8);
    tables.set(file.toString('latin1', at, at + 4), file.subarray(offset, offset + file.readUInt32BE(at + 12)));
  }
  return tables;
}

/** A font file: a directory of tables, sorted by tag, then the tables. */
export function writeFontTables(tables: Iterable<readonly [tag: string, table: Buffer]>): Buffer {
  const entries = [...tables].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const largestPower = Math.floor(Math.log2(entries.length));
  const searchRange = 2 ** largestPower * ENTRY_BYTES;
  const header = pack(
    [entries.some(([tag]) => tag === 'CFF ') ? 0x4f54544f : 0x00010000, 32],
    [entries.length],
    [searchRange],
    [largestPower],
    [entries.length * ENTRY_BYTES - searchRange],
  );
  let offset = header.length + entries.length * ENTRY_BYTES;
  const directory = entries.map(([tag, table]) => {
    const at = offset;
    offset += pad(table).length;
    return Buffer.concat([Buffer.from(tag, 'latin1'), pack([checksum(table), 32], [at, 32], [table.length, 32])]);
  });
  return Buffer.concat([header, ...directory, ...entries.map(([, table]) => pad(table))]);
}

function checksum(table: Buffer): number {
  const padded = pad(table);
  let sum = 0;
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0;
  return sum;
}

/** The `name` table, with what readers of fonts ask for. */
export function nameTable(family: string): Buffer {
  const texts: [id: number, text: string][] = [
    [1, family],
    [2, 'Regular'],
    [4, family],
    [6, family.replaceAll(' ', '')],
  ];
  const strings = texts.map(([, text]) => Buffer.from(text, 'utf16le').swap16());
  let offset = 0;
  const records = texts.flatMap(([id], i): Field[] => {
    const at = offset;
    offset += strings[i]!.length;
    return [[3], [1], [0x409], [id], [strings[i]!.length], [at]];
  });
  return Buffer.concat([pack([0], [texts.length], [6 + texts.length * 12], ...records), ...strings]);
}

/** Writes fields one after the other. */
export function pack(...fields: readonly Field[]): Buffer {
  return Buffer.concat(
    fields.map(([value, bits = 16]) => {
      const bytes = Buffer.alloc(bits / 8);
      if (bits === 32) bytes.writeUInt32BE(value >>> 0);
      else bytes.writeUInt16BE(value & 0xffff);
      return bytes;
    }),
  );
}

export function zeros(count: number): Field[] {
  return Array.from({ length: count }, () => [0] as const);
}

/** Fills a table up to a multiple of four bytes, where the next one begins. */
export function pad(table: Buffer): Buffer {
  return Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)]);
}
