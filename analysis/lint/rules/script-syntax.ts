import { defineRule } from '../rule.ts';

export const scriptSyntax = defineRule({
  codes: {
    invalid_inline_script_syntax: { severity: 'error', when: 'A script does not parse, so none of it runs.' },
  },
  *check({ document }) {
    for (const { error } of document.scripts) {
      if (!error) continue;
      yield {
        code: 'invalid_inline_script_syntax',
        message: `The script does not parse: ${error.message}.`,
        fixHint: 'Correct the syntax; a script that uses import needs type="module".',
        place: error.place,
        element: null,
      };
    }
  },
});
