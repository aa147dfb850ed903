/**
 * `data-fx-chain`: which effects, in which order, with which values.
 * @module
 */
import { z } from 'zod';
import { describeIssue } from '#contracts/describe-issue.ts';
import type { Lane } from '../lanes.ts';
import type { EffectKind, EffectValues } from './effect.ts';
import { initialValues, PRESETS } from './presets.ts';
import { EFFECTS } from './table.ts';

export interface PlannedEffect {
  kind: EffectKind;
  values: EffectValues;
  /** Parameters that change, by name. */
  lanes: ReadonlyMap<string, Lane>;
}

const Node = z.looseObject({
  id: z.string().optional(),
  type: z.string().optional(),
  effect: z.string().optional(),
  preset: z.string().optional(),
  enabled: z.boolean().optional(),
  bypass: z.boolean().optional(),
  params: z.record(z.string(), z.unknown()).optional(),
});
type Node = z.infer<typeof Node>;
const Chain = z.union([
  z.array(Node),
  z.object({ nodes: z.array(Node) }),
  z.object({ effects: z.array(Node) }),
  z.object({ chain: z.array(Node) }),
]);

/** Other names that parameters go by. */
const ALIASES: Readonly<Record<string, string>> = {
  Q: 'q',
  freq: 'frequency',
  cutoff: 'frequency',
  gainDb: 'gain',
  wet: 'mix',
  preDelay: 'predelay',
  delayTime: 'time',
  makeupGain: 'makeup',
  pitch: 'semitones',
};
/** Keys of a node that are no values of its parameters. */
const NOT_VALUES = new Set(['id', 'type', 'effect', 'preset', 'enabled', 'bypass', 'params', 'label']);

/** Lanes are those of the automation beside it. Throws with the reason when the text is none, or names what does not exist. */
export function readEffects(text: string | null, lanes: ReadonlyMap<string, Lane>): PlannedEffect[] {
  if (text === null || text.trim() === '') return [];
  return nodesOf(Chain.parse(JSON.parse(text), { error: describeIssue }))
    .filter(({ enabled, bypass }) => enabled !== false && bypass !== true)
    .map((node) => readNode(node, lanes));
}

function nodesOf(chain: z.infer<typeof Chain>): Node[] {
  if (Array.isArray(chain)) return chain;
  if ('nodes' in chain) return chain.nodes;
  return 'effects' in chain ? chain.effects : chain.chain;
}

function readNode(node: Node, lanes: ReadonlyMap<string, Lane>): PlannedEffect {
  const isPreset = node.preset !== undefined;
  const name = node.preset ?? node.type ?? node.effect ?? '';
  const table = isPreset ? PRESETS : EFFECTS;
  if (!Object.hasOwn(table, name)) {
    throw new Error(
      `there is no ${isPreset ? 'preset' : 'effect'} "${name}": known are ${Object.keys(table).join(', ')}`,
    );
  }
  const kind = table[name]!;
  const written = {
    ...Object.fromEntries(Object.entries(node).filter(([key]) => !NOT_VALUES.has(key))),
    ...node.params,
  };
  const values = Object.entries(written).map(([key, value]) => readValue(kind, name, key, value));
  return {
    kind,
    values: { ...initialValues(kind), ...Object.fromEntries(values) },
    lanes: new Map(isPreset ? presetLanes(lanes, node.id ?? name) : effectLanes(lanes, kind, node.id ?? name)),
  };
}

function readValue(kind: EffectKind, effect: string, key: string, value: unknown): [string, number] {
  const name = ALIASES[key] ?? key;
  if (!Object.hasOwn(kind.parameters, name)) {
    throw new Error(`${effect} has no "${key}": it has ${Object.keys(kind.parameters).join(', ')}`);
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Error(`${effect}: ${key} must be a number`);
  return [name, bounded(kind, name, value)];
}

export function bounded({ parameters }: EffectKind, name: string, value: number): number {
  const { min, max } = parameters[name]!;
  return Math.min(max, Math.max(min, value));
}

function effectLanes(lanes: ReadonlyMap<string, Lane>, kind: EffectKind, id: string): [string, Lane][] {
  const prefix = `fx.${id}.`;
  return [...lanes].flatMap(([target, lane]) => {
    if (!target.startsWith(prefix)) return [];
    const key = target.slice(prefix.length);
    const name = ALIASES[key] ?? key;
    if (!Object.hasOwn(kind.parameters, name)) throw new Error(`the automation names ${target}, which does not exist`);
    return [[name, lane]];
  });
}

function presetLanes(lanes: ReadonlyMap<string, Lane>, id: string): [string, Lane][] {
  const lane = lanes.get(`fx.preset.${id}`);
  return lane ? [['amount', lane]] : [];
}
