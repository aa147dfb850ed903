/**
 * Schemas of numbers in the query of a URL.
 * @module
 */
import { z } from 'zod';

/** Schema of a number in digits, within bounds: `1e2`, `0x10` and an empty text are none. */
const numberText = (min: number, max: number, { form, rule }: { form: RegExp; rule: string }) =>
  z.string(rule).transform((text, context) => {
    const value = Number(text);
    if (form.test(text) && value >= min && value <= max) return value;
    context.addIssue({ code: 'custom', message: rule, input: text });
    return z.NEVER;
  });

export const wholeNumberText = (min: number, max: number) =>
  numberText(min, max, { form: /^\d{1,15}$/, rule: `must be a whole number from ${min} to ${max}` });

export const decimalText = (min: number, max: number) =>
  numberText(min, max, { form: /^\d{1,15}(\.\d{1,15})?$/, rule: `must be a number from ${min} to ${max}` });
