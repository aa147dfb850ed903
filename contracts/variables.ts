/**
 * Variables of a composition: what it declares, and whether given values fit.
 * @module
 */
import { z } from 'zod';

/** What only an editor reads: left out when it is of another type, where a wrong default drops the whole entry. */
const hint = <Hint extends z.ZodType>(schema: Hint) => schema.optional().catch(undefined);

const common = { id: z.string().min(1), label: z.string().min(1), description: hint(z.string()) };

/** One declared variable. Fields this table does not know are kept out; a broken entry drops alone (`parseVariables`). */
export const VariableDeclaration = z.discriminatedUnion('type', [
  z.object({
    ...common,
    type: z.literal('string'),
    default: z.string(),
    placeholder: hint(z.string()),
    maxLength: hint(z.number()),
  }),
  z.object({
    ...common,
    type: z.literal('number'),
    default: z.number(),
    /** Bounds of an editor's slider; values are not clamped to them. */
    min: hint(z.number()),
    max: hint(z.number()),
    step: hint(z.number()),
    unit: hint(z.string()),
  }),
  z.object({ ...common, type: z.literal('color'), default: z.string(), brandRole: hint(z.string()) }),
  z.object({ ...common, type: z.literal('boolean'), default: z.boolean() }),
  z.object({
    ...common,
    type: z.literal('enum'),
    default: z.string(),
    options: z.array(z.object({ value: z.string(), label: z.string() })).min(1),
  }),
  z.object({
    ...common,
    type: z.literal('font'),
    default: z.union([z.string(), z.object({ name: z.string(), source: hint(z.string()) })]),
    source: hint(z.string()),
    default_name: hint(z.string()),
    default_source: hint(z.string()),
  }),
  z.object({
    ...common,
    type: z.literal('image'),
    default: z.union([z.string(), z.object({ url: z.string() })]),
    brandRole: hint(z.string()),
  }),
]);
export type VariableDeclaration = z.infer<typeof VariableDeclaration>;

export type Variables = Record<string, unknown>;

/** Kind of problem → code of the warning it becomes. */
export const VARIABLE_WARNINGS = {
  undeclared: 'variable_undeclared',
  'type-mismatch': 'variable_type_mismatch',
  'enum-out-of-range': 'runtime_unknown_enum_value',
} as const;

export interface VariableProblem {
  kind: keyof typeof VARIABLE_WARNINGS;
  id: string;
  message: string;
}

/** Reads the JSON of `data-composition-variables`. Broken JSON gives no variables; a broken entry is left out alone. */
export function parseVariables(json: string | null | undefined): VariableDeclaration[] {
  if (!json) return [];
  let entries: unknown;
  try {
    entries = JSON.parse(json);
  } catch {
    return [];
  }
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((entry) => {
    const parsed = VariableDeclaration.safeParse(entry);
    return parsed.success ? [parsed.data] : [];
  });
}

/** What is wrong with `values`, measured against the declaration: warnings by default, an error under strict. */
export function checkVariables(declared: readonly VariableDeclaration[], values: Variables): VariableProblem[] {
  const byId = new Map(declared.map((variable) => [variable.id, variable]));
  return Object.entries(values).flatMap(([id, value]): VariableProblem[] => {
    const variable = byId.get(id);
    if (!variable) return [{ kind: 'undeclared', id, message: `"${id}" is not declared by the composition.` }];
    if (!VALUE_TYPES[variable.type].safeParse(value).success) {
      return [
        {
          kind: 'type-mismatch',
          id,
          message: `"${id}" must be of type ${variable.type}, not ${JSON.stringify(value)}.`,
        },
      ];
    }
    if (variable.type === 'enum' && !variable.options.some((option) => option.value === value)) {
      const allowed = variable.options.map((option) => option.value).join(', ');
      return [
        { kind: 'enum-out-of-range', id, message: `"${id}" must be one of ${allowed}, not ${JSON.stringify(value)}.` },
      ];
    }
    return [];
  });
}

const VALUE_TYPES: Record<VariableDeclaration['type'], z.ZodType> = {
  string: z.string(),
  number: z.number(),
  color: z.string(),
  boolean: z.boolean(),
  enum: z.string(),
  font: z.union([z.string(), z.object({ name: z.string() })]),
  image: z.union([z.string(), z.object({ url: z.string() })]),
};
