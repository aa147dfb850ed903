import { ancestorsOf, type HtmlElement } from '../../site/html.ts';
import { describeIssue } from '#contracts/describe-issue.ts';
import { VariableDeclaration } from '#contracts/variables.ts';
import { atElement, defineRule, type RuleContext } from '../rule.ts';

export const variables = defineRule({
  codes: {
    invalid_composition_variables_declaration: {
      severity: 'error',
      when: '`data-composition-variables` is no JSON list, or one of its entries lacks a field or has one of the wrong type.',
    },
    invalid_variable_values_json: {
      severity: 'error',
      when: '`data-variable-values` is no JSON object.',
    },
    unknown_variable_binding: {
      severity: 'warning',
      when: '`data-var-text` or `data-var-src` names a variable that no composition around it declares.',
    },
  },
  *check(context) {
    for (const element of context.document.elements) {
      for (const message of declarationProblems(element.attributes.get(DECLARATION))) {
        yield {
          code: 'invalid_composition_variables_declaration',
          message,
          fixHint: 'Each entry needs id, type, label and a default of that type; an enum needs options too.',
          ...atElement(context, element, DECLARATION),
        };
      }
      const values = element.attributes.get(VALUES);
      if (values !== undefined && !isObject(parseJson(values))) {
        yield {
          code: 'invalid_variable_values_json',
          message: `${VALUES} is no JSON object: ${shorten(values)}`,
          fixHint: `Write an object such as ${VALUES}='{"title":"Hello"}'.`,
          ...atElement(context, element, VALUES),
        };
      }
      for (const attribute of ['data-var-text', 'data-var-src']) {
        const id = element.attributes.get(attribute);
        if (id === undefined || isDeclaredAround(element, id, context)) continue;
        yield {
          code: 'unknown_variable_binding',
          message: `${attribute}="${id}" names a variable that is not declared.`,
          fixHint: `Declare it in ${DECLARATION} of the document or of the composition.`,
          ...atElement(context, element, attribute),
        };
      }
    }
  },
});

const DECLARATION = 'data-composition-variables';
const VALUES = 'data-variable-values';

function declarationProblems(json: string | undefined): string[] {
  if (json === undefined) return [];
  const entries = parseJson(json);
  if (entries === undefined) return [`${DECLARATION} is no JSON: ${shorten(json)}`];
  if (!Array.isArray(entries)) return [`${DECLARATION} must be a list.`];
  return entries.flatMap((entry: unknown, index) => {
    const parsed = VariableDeclaration.safeParse(entry, { error: describeIssue });
    if (parsed.success) return [];
    const [issue] = parsed.error.issues;
    const name = isObject(entry) && typeof entry.id === 'string' ? `"${entry.id}"` : `number ${index + 1}`;
    return [`The variable ${name} is left out: ${issue!.path.join('.') || 'the entry'}: ${issue!.message}.`];
  });
}

/** Ids count that any reader would take: the runtime asks for no more than an id and a default. */
function isDeclaredAround(element: HtmlElement, id: string, { document }: RuleContext): boolean {
  const declarers = [
    element,
    ...ancestorsOf(element),
    document.elements[0]!,
    ...(document.root ? [document.root] : []),
  ];
  return declarers.some(({ attributes }) => {
    const entries = parseJson(attributes.get(DECLARATION) ?? '[]');
    return Array.isArray(entries) && entries.some((entry: unknown) => isObject(entry) && entry.id === id);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
