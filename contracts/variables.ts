/**
 * Variables of a composition: what it declares, and whether given values fit.
 * @module
 */
import { z } from 'zod';

const common = { id: z.string().min(1), label: z.string().min(1), description: z.string().optional() };

/** One declared variable. Fields this table does not know are kept out; a broken entry drops alone (`parseVariables`). */
export const VariableDeclaration = z.discriminatedUnion('type', [
  z.object({
    ...common,
    type: z.literal('string'),
    default: z.string(),
    placeholder: z.string().optional(),
    maxLength: z.number().optional(),
  }),
  z.object({
    ...common,
    type: z.literal('number'),
    default: z.number(),
    min: z.number().optional(),
    max: z.number().optional(),
    step: z.number().optional(),
    unit: z.string().optional(),
  }),
  z.object({ ...common, type: z.literal('color'), default: z.string() }),
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
    default: z.union([z.string(), z.object({ name: z.string(), source: z.string() })]),
  }),
  z.object({ ...common, type: z.literal('image'), default: z.union([z.string(), z.object({ url: z.string() })]) }),
]);
export type VariableDeclaration = z.infer<typeof VariableDeclaration>;

export type Variables = Record<string, unknown>;

export interface VariableProblem {
  kind: 'undeclared' | 'type-mismatch' | 'enum-out-of-range';
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
