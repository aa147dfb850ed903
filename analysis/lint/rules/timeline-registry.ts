import type { Expression } from 'acorn';
import { resolveUrl } from '../../site/site-url.ts';
import { dottedName } from '../code/code-model.ts';
import { atNode, defineRule, type RuleContext } from '../rule.ts';

export const timelineRegistry = defineRule({
  codes: {
    missing_timeline_registry: {
      severity: 'error',
      when: 'A GSAP timeline is made, and nothing is ever put into `window.__timelines`.',
    },
    timeline_registry_missing_init: {
      severity: 'warning',
      when: '`window.__timelines[…]` is set by a page that never makes `window.__timelines`. It renders: the runtime makes it.',
    },
    timeline_id_mismatch: {
      severity: 'error',
      when: 'A timeline is registered under a key that is no `data-composition-id`.',
    },
  },
  *check(context) {
    const { document, registry, timelines } = context;
    const [timeline] = timelines;
    const root = document.root?.attributes.has('data-no-timeline') ? null : document.root;
    if (!registry.isMentioned && timeline && root && document.unread.length === 0) {
      const id = root.attributes.get('data-composition-id')!;
      yield {
        code: 'missing_timeline_registry',
        message: 'The timeline is in no registry, so the render cannot put it at a time.',
        fixHint: `Add window.__timelines = window.__timelines || {}; window.__timelines["${id}"] = the timeline.`,
        ...atNode(context, timeline.node),
      };
    }
    const [entry] = registry.entries;
    if (entry && !hasInit(context)) {
      yield {
        code: 'timeline_registry_missing_init',
        message: 'window.__timelines is used and never made, so the page works in a renderer alone.',
        fixHint: 'Put window.__timelines = window.__timelines || {}; in front.',
        ...atNode(context, entry.node),
      };
    }
    const known = knownIds(context);
    if (known === null) return;
    for (const { key, node } of registry.entries) {
      if (key === null || known.has(key)) continue;
      yield {
        code: 'timeline_id_mismatch',
        message: `The timeline is registered as "${key}", but the compositions here are ${[...known].map((id) => `"${id}"`).join(', ')}.`,
        fixHint: 'Use the data-composition-id of its composition as the key.',
        ...atNode(context, node),
      };
    }
  },
});

function hasInit({ document, code, registry }: RuleContext): boolean {
  if (registry.inits.length > 0 || document.role === 'sub' || document.unread.length > 0) return true;
  const tests = [...code.nodes('IfStatement'), ...code.nodes('ConditionalExpression')].map(({ test }) => test);
  const choices = code.nodes('LogicalExpression').map(({ left }) => left as Expression);
  return [...tests, ...choices].some((test) => dottedName(test) === '__timelines');
}

/** Ids that a timeline of this document may have; null when scripts make compositions of their own. */
function knownIds({ site, document, code }: RuleContext): Set<string> | null {
  if (
    code.scripts.some((script) =>
      /data-composition-id['"`]\s*,|dataset\.compositionId\s*=|data-composition-id=/.test(script.code),
    )
  ) {
    return null;
  }
  const mounted = document.elements.flatMap(({ attributes }) => {
    const target = resolveUrl(attributes.get('data-composition-src') ?? '', '', site.paths);
    const path = target.kind === 'local' ? target.path : null;
    return site.documents.filter((other) => other.path === path).flatMap((other) => other.compositions);
  });
  const elements = [...document.compositions, ...document.hosts.map(({ element }) => element), ...mounted];
  const shared = document.scripts.some(({ file }) => file !== document.path);
  if (shared) elements.push(...site.documents.flatMap((other) => other.compositions));
  return new Set(elements.flatMap(({ attributes }) => attributes.get('data-composition-id') ?? []));
}
