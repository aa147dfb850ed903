/**
 * Bounds for texts that others write: what a page, a node or a caller says may be of any length, what is stored, logged or answered may not.
 * @module
 */
import { MAX_DETAILS_LENGTH, MAX_LIST_ITEMS, MAX_NAME_LENGTH, MAX_TEXT_LENGTH } from './limits.ts';

/** Levels of lists and objects that are kept. */
const MAX_DEPTH = 8;
const CUT = '…';

/** The text, or its beginning and how long it was. At most `maxLength` UTF-16 code units; no character is cut in two. */
export function boundText(text: string, maxLength: number = MAX_TEXT_LENGTH): string {
  if (text.length <= maxLength) return text;
  const note = `${CUT} (cut: ${text.length} characters)`;
  return note.length < maxLength ? cutAt(text, maxLength - note.length) + note : cutAt(text, maxLength);
}

function cutAt(text: string, length: number): string {
  const isHalved = /[\ud800-\udbff]/.test(text.charAt(length - 1));
  return text.slice(0, isHalved ? length - 1 : length);
}

/**
 * A JSON value with every text, list and object bounded, and all of it together to about `maxLength` characters of JSON. A list that lost
 * items, or an object that lost fields, ends with how many.
 */
export function boundJson<Value>(value: Value, maxLength: number = MAX_DETAILS_LENGTH): Value {
  return bound(value, { left: maxLength }, 0) as Value;
}

interface Room {
  /** Characters of JSON that may still be kept. */
  left: number;
}

/** Characters of JSON beside a value: quotes, a comma, a colon. */
const PUNCTUATION = 4;

function bound(value: unknown, room: Room, depth: number): unknown {
  if (typeof value === 'string') {
    const text = boundText(value, Math.max(0, Math.min(MAX_TEXT_LENGTH, room.left)));
    room.left -= text.length + PUNCTUATION;
    return text;
  }
  room.left -= PUNCTUATION;
  if (typeof value !== 'object' || value === null) return value;
  if (depth === MAX_DEPTH) return CUT;
  return Array.isArray(value) ? boundList(value, room, depth) : boundObject(value, room, depth);
}

function boundList(list: readonly unknown[], room: Room, depth: number): unknown[] {
  const kept: unknown[] = [];
  for (const item of list) {
    if (kept.length === MAX_LIST_ITEMS || room.left <= 0) {
      const more = list.length - kept.length;
      return [...kept, typeof item === 'object' ? { omitted: more } : `${CUT} (${more} more)`];
    }
    kept.push(bound(item, room, depth + 1));
  }
  return kept;
}

function boundObject(object: object, room: Room, depth: number): Record<string, unknown> {
  const entries = Object.entries(object);
  const kept: [string, unknown][] = [];
  for (const [name, inner] of entries) {
    if (kept.length === MAX_LIST_ITEMS || room.left <= 0) {
      kept.push(['omitted', entries.length - kept.length]);
      break;
    }
    const shortName = boundText(name, MAX_NAME_LENGTH);
    room.left -= shortName.length;
    kept.push([shortName, bound(inner, room, depth + 1)]);
  }
  return Object.fromEntries(kept);
}
