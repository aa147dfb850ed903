/**
 * A composition while it is being made up: its chances, the names it has given, and its files.
 * @module
 */
import { mulberry32 } from '../../runtime/clock/seeded-random.ts';

export interface Draft {
  /** Ids and composition ids given so far, so that references may hit something. */
  readonly names: string[];
  readonly files: Record<string, string>;
  /** From `min` to `max`, both included. */
  integer(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** One of the sound ones or, as often as this draft does mischief, one of the broken ones. */
  choose<Item>(sound: readonly Item[], broken: readonly Item[]): Item;
  repeat(min: number, max: number, make: () => string): string;
  /** A new name, remembered. */
  name(): string;
}

/** Most compositions are sound, some have a flaw or two, a few are nothing but flaws: an early flaw hides the later ones. */
const MISCHIEF = [0, 0, 0, 0.005, 0.01, 0.02, 0.04, 0.1, 0.4];

export function createDraft(seed: number): Draft {
  const next = mulberry32(Math.imul(seed, 0x9e3779b1));
  const names: string[] = [];
  const integer = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  const pick = <Item>(items: readonly Item[]) => items[integer(0, items.length - 1)]!;
  const mischief = pick(MISCHIEF);
  return {
    names,
    files: {},
    integer,
    pick,
    chance: (probability) => next() < probability,
    choose: (sound, broken) => pick(next() < mischief ? broken : sound),
    repeat: (min, max, make) => Array.from({ length: integer(min, max) }, make).join('\n'),
    name() {
      const name = `${pick(['box', 'scene', 'a.b', 'x:y', 'Ünï', '名'])}${names.length}`;
      names.push(name);
      return name;
    },
  };
}
