/**
 * The one place where a finding of a schema becomes a sentence. Messages that a schema gives itself stand as they are.
 * @module
 */
import type { z } from 'zod';

type Issue = z.core.$ZodRawIssue;

/** Tells what a field must be, without the name of the field and without a full stop; for zod's `error` option. */
export function describeIssue(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is required' : `must be ${nameOfType(issue.expected)}`;
    case 'invalid_value': {
      const values = issue.values.map((value) => (typeof value === 'string' ? value : String(value)));
      return values.length === 1 ? `must be ${values[0]}` : `must be one of ${values.join(', ')}`;
    }
    case 'too_small':
      return describeBound(issue.origin, issue.minimum, issue.inclusive === false ? 'more than' : 'at least');
    case 'too_big':
      return describeBound(issue.origin, issue.maximum, issue.inclusive === false ? 'less than' : 'at most');
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'invalid_format':
      return FORMAT_RULES[issue.format] ?? 'is not in the form that is expected here';
    case 'invalid_union':
      return describeUnion(issue.errors);
    case 'invalid_key':
    case 'invalid_element':
      return 'has an entry that is not allowed';
    case 'unrecognized_keys':
    case 'custom':
    default:
      return 'is not valid';
  }
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'a JSON object',
  record: 'a JSON object',
  null: 'null',
  undefined: 'left out',
  never: 'left out',
};

const nameOfType = (expected: string): string => TYPES[expected] ?? 'of another type';

const FORMAT_RULES: Readonly<Record<string, string>> = {
  url: 'must be an absolute URL',
  datetime: 'must be a time such as 2026-01-31T12:00:00Z',
  uuid: 'must be a UUID',
};

/** A bound of a number, or of the length of something. */
function describeBound(origin: string, bound: number | bigint, relation: string): string {
  switch (origin) {
    case 'string':
      return `must have ${relation} ${count(bound, 'character')}`;
    case 'array':
    case 'set':
    case 'map':
      return `must have ${relation} ${count(bound, 'entry', 'entries')}`;
    default:
      return `must be ${relation} ${bound}`;
  }
}

const count = (bound: number | bigint, one: string, many = `${one}s`): string =>
  `${bound} ${Number(bound) === 1 ? one : many}`;

/** Alternatives of types are one rule; for others the first alternative speaks. */
function describeUnion(alternatives: readonly (readonly z.core.$ZodIssue[])[]): string {
  const types = alternatives.map((issues) => {
    const [issue] = issues;
    return issue?.code === 'invalid_type' && issue.path.length === 0 ? nameOfType(issue.expected) : null;
  });
  if (types.length > 0 && types.every((type) => type !== null)) return `must be ${[...new Set(types)].join(' or ')}`;
  return alternatives.flat().find(({ code }) => code !== 'invalid_type')?.message ?? 'is not valid';
}

const MAX_SHOWN_VALUE = 60;

/** A value as it may stand in a message: short, and as JSON where JSON has it. Null for what says nothing in a message. */
export function showValue(value: unknown): string | null {
  if (value === undefined || typeof value === 'function' || typeof value === 'symbol') return null;
  const text = typeof value === 'number' || typeof value === 'bigint' ? String(value) : JSON.stringify(value);
  if (text.length <= MAX_SHOWN_VALUE) return text;
  return typeof value === 'string' ? JSON.stringify(`${value.slice(0, MAX_SHOWN_VALUE - 3).toWellFormed()}…`) : null;
}
