import { findTimingProblems, type TimingCode } from '../../site/timing.ts';
import { atElement, defineRule } from '../rule.ts';

/** What is reported under a name of lint's own. */
const LINT_CODES = { 'deprecated-end': 'deprecated_data_end', 'deprecated-layer': 'deprecated_data_layer' } as const;

type Reported = Exclude<TimingCode, keyof typeof LINT_CODES> | (typeof LINT_CODES)[keyof typeof LINT_CODES];

const NUMBER_HINT = 'Write a plain number of seconds, such as 2.5.';

/** The rule and the way out; the value stands in front. */
const TEXTS: Record<TimingCode, readonly [message: string, fixHint: string]> = {
  'invalid-start': [
    'is neither a number of seconds nor the id of another element, with an offset or without.',
    'Write a number such as 2.5, or a reference such as intro + 0.5.',
  ],
  'unresolved-start-reference': [
    'names no element of this file, so the start is 0.',
    'Use the id of an element that is there.',
  ],
  'invalid-duration': ['is not a number of seconds above 0, so it does not count.', NUMBER_HINT],
  'invalid-end': ['is not a number of seconds.', 'Use data-duration instead.'],
  'end-before-start': ['is not after the start.', 'Use data-duration instead.'],
  'deprecated-end': ['is an old way to say how long.', 'Use data-duration: the end minus the start.'],
  'conflicting-end': ['does not agree with data-duration, which counts.', 'Take data-end out.'],
  'invalid-track-index': ['is not an integer.', 'Number the tracks 0, 1, 2 …'],
  'deprecated-layer': ['is an old name of the track.', 'Use data-track-index.'],
  'conflicting-layer': ['does not agree with data-track-index, which counts.', 'Take data-layer out.'],
};

export const timing = defineRule<Reported>({
  codes: {
    deprecated_data_end: { severity: 'error', when: '`data-end` is used; `data-duration` replaces it.' },
    deprecated_data_layer: { severity: 'error', when: '`data-layer` is used; `data-track-index` replaces it.' },
    'invalid-start': {
      severity: 'error',
      when: '`data-start` is neither a number nor a reference to another element.',
    },
    'unresolved-start-reference': { severity: 'error', when: '`data-start` names an element that is not there.' },
    'invalid-duration': { severity: 'error', when: '`data-duration` is not a number above 0, or has a unit.' },
    'invalid-end': { severity: 'error', when: '`data-end` is not a number.' },
    'end-before-start': { severity: 'error', when: '`data-end` is not after `data-start`.' },
    'conflicting-end': { severity: 'warning', when: '`data-end` and `data-duration` say different things.' },
    'invalid-track-index': { severity: 'warning', when: '`data-track-index` is not an integer.' },
    'conflicting-layer': { severity: 'warning', when: '`data-layer` and `data-track-index` say different things.' },
  },
  *check(context) {
    for (const { code, element, attribute, value } of findTimingProblems(context.document.elements)) {
      const [message, fixHint] = TEXTS[code];
      yield {
        code: code in LINT_CODES ? LINT_CODES[code as keyof typeof LINT_CODES] : (code as Reported),
        message: `${attribute}="${value}" ${message}`,
        fixHint,
        ...atElement(context, element, attribute),
      };
    }
  },
});
