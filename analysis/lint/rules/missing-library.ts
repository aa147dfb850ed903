import type { Identifier } from 'acorn';
import type { SiteDocument } from '../../site/site-model.ts';
import type { CodeModel } from '../code/code-model.ts';
import { atNode, defineRule, type RuleContext } from '../rule.ts';

type Code = 'missing_gsap_script' | 'missing_gsap_plugin_script' | 'missing_lottie_script' | 'missing_three_script';

interface Library {
  code: Code;
  /** Global names that the library brings. */
  globals: readonly string[];
  /** What the address, the import or the banner of a script that brings it looks like. */
  provider(name: string): RegExp;
  fixHint(name: string): string;
}

const PLUGINS = [
  ...['ScrollTrigger', 'MotionPathPlugin', 'SplitText', 'DrawSVGPlugin', 'MorphSVGPlugin', 'TextPlugin', 'Flip'],
  ...['CustomEase', 'CustomBounce', 'CustomWiggle', 'Physics2DPlugin', 'PhysicsPropsPlugin', 'ScrambleTextPlugin'],
  ...['InertiaPlugin', 'Draggable', 'Observer', 'PixiPlugin', 'EaselPlugin', 'ScrollToPlugin', 'ScrollSmoother'],
  ...['RoughEase', 'ExpoScaleEase', 'SlowMo'],
];
const EASE_PACK = new Set(['RoughEase', 'ExpoScaleEase', 'SlowMo']);

const LIBRARIES: readonly Library[] = [
  {
    code: 'missing_gsap_script',
    globals: ['gsap', 'TimelineMax', 'TimelineLite', 'TweenMax', 'TweenLite'],
    provider: () => /gsap|greensock|tween(?:max|lite)/i,
    fixHint: () => 'Load it before: <script src="vendor/gsap.min.js"></script>.',
  },
  {
    code: 'missing_gsap_plugin_script',
    globals: PLUGINS,
    provider: (name) => new RegExp(`${spelled(EASE_PACK.has(name) ? 'EasePack' : name)}|gsap/(?:dist/)?all`, 'i'),
    fixHint: (name) =>
      `Load ${EASE_PACK.has(name) ? 'EasePack' : name}.min.js after gsap.min.js; it is in the same package.`,
  },
  {
    code: 'missing_lottie_script',
    globals: ['lottie', 'bodymovin', 'DotLottie'],
    provider: () => /lottie|bodymovin/i,
    fixHint: () => 'Load lottie-web or dotlottie-web before this script.',
  },
  {
    code: 'missing_three_script',
    globals: ['THREE'],
    provider: () => /\bthree\b/i,
    fixHint: () => 'Load three before this script, or import it in a module.',
  },
];

/** A plugin's name as files spell it: `MotionPathPlugin`, `motion-path`. */
const spelled = (name: string): string => name.replace(/Plugin$/, '').replaceAll(/(?<=[a-z])(?=[A-Z])/g, '[-_.]?');

/** Scripts under such names may hold anything. */
const BUNDLE = /(?:^|[/.-])(?:bundle|vendors?|libs?|main|app|index|all|scripts?)[\w.-]*\.m?js(?:$|[?#])/i;

export const missingLibrary = defineRule({
  codes: {
    missing_gsap_script: { severity: 'error', when: 'The code uses `gsap`, and no script brings it.' },
    missing_gsap_plugin_script: { severity: 'error', when: 'The code uses a GSAP plugin, and no script brings it.' },
    missing_lottie_script: { severity: 'error', when: 'The code uses `lottie`, and no script brings it.' },
    missing_three_script: { severity: 'error', when: 'The code uses `THREE`, and no script brings it.' },
  },
  *check(context) {
    const loaded = loadedScripts(context);
    if (loaded === null) return;
    for (const { code, globals, provider, fixHint } of LIBRARIES) {
      for (const name of globals) {
        const use = findUse(name, context.code);
        if (!use || loaded.some((script) => provider(name).test(script))) continue;
        yield {
          code,
          message: `${name} is used, but no script of the page brings it.`,
          fixHint: fixHint(name),
          ...atNode(context, use),
        };
      }
    }
  },
});

/** What tells which libraries a page loads, its hosts' included; null when a script may hold anything. */
function loadedScripts({ site, document }: RuleContext): string[] | null {
  const documents = new Set<SiteDocument>([document]);
  // Sets grow while they are gone through: hosts of hosts follow.
  for (const { hosts } of documents) {
    for (const { file } of hosts) documents.add(site.documents.find(({ path }) => path === file)!);
  }
  const all = [...documents];
  // A part that nobody mounts yet will find its libraries where it is mounted.
  if (document.role === 'sub' && document.hosts.length === 0) return null;
  const libraries = all.flatMap((one) => one.libraries);
  if (all.some(({ unread }) => unread.length > 0) || libraries.some((url) => BUNDLE.test(url))) return null;
  const dynamic = all.flatMap(({ scripts }) => scripts.flatMap(({ code }) => code.match(LOADED_BY_CODE) ?? []));
  const importMaps = all.flatMap(({ elements }) =>
    elements
      .filter(({ tag, attributes }) => tag === 'script' && attributes.get('type') === 'importmap')
      .flatMap(({ texts }) => texts.map(({ text }) => text)),
  );
  return [...libraries, ...dynamic, ...importMaps];
}

/** `import('gsap')`, `script.src = 'gsap.js'`, `window.gsap = …`. */
const LOADED_BY_CODE =
  /import\(\s*['"`][^'"`]+['"`]|['"`][^'"`\s]+\.m?js['"`]|(?:window|globalThis|self)\.\w+\s*=(?!=)/g;

/** Where a name is used as a global that must be there; a `typeof` in the code means that it may be missing. */
function findUse(name: string, code: CodeModel): Identifier | null {
  if (code.isDeclared(name)) return null;
  const uses = code.identifiers(name).filter((identifier) => isReference(identifier, code));
  const isGuarded = uses.some((identifier) => {
    const parent = code.parentOf(identifier);
    return parent?.type === 'UnaryExpression' && parent.operator === 'typeof';
  });
  return isGuarded ? null : (uses[0] ?? null);
}

function isReference(identifier: Identifier, code: CodeModel): boolean {
  const parent = code.parentOf(identifier);
  if (parent?.type === 'MemberExpression') return parent.object === identifier || parent.computed;
  if (parent?.type === 'Property') return parent.value === identifier;
  return (
    parent?.type !== 'MethodDefinition' && parent?.type !== 'PropertyDefinition' && parent?.type !== 'LabeledStatement'
  );
}
