/**
 * What moves: style sheets and scripts, those that keep to the format and those that do not.
 * @module
 */
import type { Draft } from './draft.ts';

const RULES = [
  '@keyframes go{to{transform:translateX(30px) rotate(90deg);background:#08f}} .go{animation:go .4s both}',
  '@keyframes go{50%{opacity:.2}} .go{animation:go .1s infinite alternate steps(3);animation-delay:-.05s}',
  'p{transition:all 1s;color:#eee} p:hover{color:red} :root{--a:calc(1px + 2%)}',
  '.clip{&>p{color:cyan}} @media (min-width:1px){p{margin:0}} @supports (display:grid){p{padding:1px}}',
  '@layer a,b; @layer a{p{color:#ff8}} @container (width>1px){p{color:red}} body::after{content:"\\201C"}',
];
const BROKEN_RULES = [
  ...[
    '}}}',
    '@keyframes',
    '@keyframes go{',
    '*{animation:go 1e9s 1e9s infinite}',
    '.go{animation:go -1s}',
    '@import "missing.css";',
  ],
  ...[
    '@font-face{font-family:Lost;src:url(missing.woff2)} p{font-family:Lost}',
    '*{display:none!important}',
    'p{font-family:}',
  ],
  ...[
    'html{display:none}',
    'body{position:fixed;width:0}',
    '/* never closed',
    '[data-composition-id]{visibility:hidden!important}',
  ],
  ...[
    '*{all:unset}',
    ':is(::{}',
    '[id="',
    '@import url(http://no.such.host.invalid/a.css);',
    '\\'.repeat(9),
    '*{zoom:1000}',
  ],
];

export function styleSheet(draft: Draft): string {
  return `<style>${draft.repeat(0, 3, () => draft.choose(RULES, BROKEN_RULES))}</style>`;
}

const key = (id: string) => `(window.__timelines ??= {})[${JSON.stringify(id)}]`;
const tweens = 'gsap.timeline({ paused: true }).to("p", { x: 20, duration: 0.3 })';

/** Scripts by the id of the composition they stand in. They need not find what they look for. */
type Script = (id: string) => string;

const TIMELINES: readonly Script[] = [
  (id) => `${key(id)} = ${tweens}`,
  (id) =>
    `${key(id)} = ${tweens}.from("div div", { opacity: 0, stagger: 0.05, duration: 0.2 }, 0).call(() => {}, [], 0.1)`,
  (id) => `${key(id)} = ${tweens}.add(${tweens}, "<").set("p", { color: "red" }, 0.2).timeScale(2)`,
  (id) => `setTimeout(() => { ${key(id)} = ${tweens} }, 50)`,
  (id) =>
    `${key(id)} = { duration: () => 0.4, seek(time) { document.body.dataset.time = time }, play() {}, pause() {} }`,
];
const SCRIPTS: readonly Script[] = [
  ...TIMELINES,
  () => 'addEventListener("hf-seek", ({ detail }) => { document.body.style.setProperty("--t", detail.time) })',
  () =>
    'document.querySelector("p")?.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 300, iterations: Infinity })',
  () => 'document.body.animate({ transform: ["none", "scale(1.1)"] }, { duration: 400, fill: "both", delay: 100 })',
  () => 'let n = 0; requestAnimationFrame(function loop() { document.title = ++n; requestAnimationFrame(loop) })',
  () => 'setInterval(() => { document.body.dataset.now = Date.now() + Math.random() }, 1)',
  () =>
    'fetch("picture.svg").then((answer) => answer.text()).then((text) => { document.body.dataset.size = text.length })',
  () =>
    'const late = document.createElement("div"); late.dataset.start = 0.1; late.textContent = "late"; document.body.append(late)',
  () =>
    'customElements.get("x-card") ?? customElements.define("x-card", class extends HTMLElement { connectedCallback() { this.title = 1 } })',
  () => 'new Worker(URL.createObjectURL(new Blob(["postMessage(1)"]))).onmessage = () => {}',
  () => 'document.body.dataset.title = window.__hyperframes?.getVariables?.().title',
];

const onSeek = (body: string) => `addEventListener("hf-seek", (event) => { ${body} })`;
const timeline = (members: string) => (id: string) =>
  `${key(id)} = { duration: () => 0.4, seek() {}, play() {}, pause() {}, ${members} }`;
const always = (script: string) => () => script;

const BROKEN_SCRIPTS: readonly Script[] = [
  ...['NaN', 'Infinity', '-1', '"long"', '1n', 'null', '1e12', '(() => { throw 1 })()'].map((length) =>
    timeline(`duration: () => ${length}`),
  ),
  ...[
    'seek() { throw new Error("seek") }',
    'seek() { for (;;); }',
    'seek: null',
    'get play() { throw 1 }',
    'getChildren: () => null',
  ].map(timeline),
  (id) => `${key(id)} = gsap.timeline({ repeat: -1 }).to("p", { x: 9, duration: 0.1, repeat: -1 })`,
  (id) =>
    `${key(id)} = gsap.timeline().call(() => { throw new Error("call") }, [], 0.1).to("p", { x: NaN, duration: "x" })`,
  (id) => `${key(id)} = ${key(id)}`,
  (id) => `${tweens}; setTimeout(() => { ${key(id)} = ${tweens} }, 60_000)`,
  ...[
    ...[
      'throw new Error("own fault")',
      'throw null',
      'throw { get message() { throw 1 } }',
      'Promise.reject(null)',
      'nothing.at.all',
    ],
    ...[
      '}{',
      'for (;;);',
      'queueMicrotask(function again() { queueMicrotask(again) })',
      '(function deep() { deep() })()',
    ],
    ...['window.__timelines = {}', 'window.__timelines = null', 'window.__timelines = []', 'window.__timelines = 5'],
    ...[
      'window.__hfTimelinesBuilding = true',
      'Object.defineProperty(window, "__timelines", { get() { throw new Error("get") } })',
    ],
    ...[
      'window.__hf = null',
      'window.__hf = { duration: NaN, seek() {} }',
      'window.__player = 5',
      'window.__edgereel = {}',
    ],
    ...[
      'delete window.__edgereel',
      'window.__edgereelSetup = null',
      'window.__renderReady = false',
      'window.gsap = {}',
    ],
    ...[
      'document.documentElement.remove()',
      'document.body.remove()',
      'document.body.innerHTML = ""',
      'document.write("<p>gone</p>")',
    ],
    ...[
      'document.open()',
      'setTimeout(() => { document.open(); document.write("x"); document.close() }, 60)',
      'window.stop()',
    ],
    ...[
      'Array.prototype.map = () => 5',
      'Array.prototype.flatMap = () => null',
      'Element.prototype.getAttribute = () => 7',
      'Element.prototype.getAttribute = () => ({})',
      'Element.prototype.getAttribute = () => 1n',
      'Array.from = () => [null]',
      'window.__edgereel = { ...window.__edgereel, describe: () => null }',
      'new Worker(URL.createObjectURL(new Blob(["for (;;);"])))',
    ],
    ...[
      'location.reload()',
      'location = "frame.html"',
      'location.hash = "x"',
      'history.pushState({}, "", "/elsewhere")',
      'window.close()',
    ],
    ...[
      'open("frame.html")',
      'alert(1); confirm(2); prompt(3)',
      'print()',
      'onbeforeunload = () => "stay"; location = "about:blank"',
    ],
    ...[
      'window.Promise = null',
      'window.setTimeout = null',
      'window.Date = undefined',
      'window.requestAnimationFrame = () => 1',
    ],
    ...[
      'Array.prototype.map = null',
      'Object.prototype.start = 5',
      'Element.prototype.getAttribute = () => { throw 1 }',
    ],
    ...[
      'document.querySelectorAll = () => null',
      'window.getComputedStyle = null',
      'JSON.stringify = () => "{"',
      'Map.prototype.get = 1',
    ],
    ...[
      'Object.freeze(window.__timelines ??= {})',
      'Object.freeze(document.body.style)',
      'performance.now = null',
      'debugger',
    ],
    ...['new MutationObserver(() => document.body.append("x")).observe(document.body, { childList: true })'],
    ...[
      'setTimeout(() => { for (;;); }, 30)',
      'requestAnimationFrame(() => { for (;;); })',
      'setTimeout(() => { throw 1 }, 20)',
    ],
    ...[
      'fetch("missing.json")',
      'import("./missing.js")',
      'new Worker("missing.js")',
      'new WebSocket("ws://127.0.0.1:1")',
    ],
    ...['document.fonts.add(new FontFace("Never", "url(missing.woff2)")); document.fonts.load("12px Never")'],
    ...[
      'navigator.serviceWorker?.register("x.js")',
      'document.querySelectorAll("[data-start]").forEach((it) => { it.dataset.start = it.id })',
    ],
    ...[
      'document.querySelectorAll("[data-composition-id]").forEach((it) => it.removeAttribute("data-composition-id"))',
    ],
    ...['document.body.append(...Array.from({ length: 3000 }, () => document.createElement("div")))'],
    ...[
      ...[
        'throw new Error("in a seek")',
        'for (;;);',
        'document.body.remove()',
        'location = "frame.html"',
        'alert(1)',
        'document.open()',
      ],
      ...[
        'event.detail.waitUntil(new Promise(() => {}))',
        'event.detail.waitUntil(Promise.reject(null))',
        'event.detail.waitUntil(5)',
      ],
      ...[
        'new Image().src = "missing.png"',
        'document.body.insertAdjacentHTML("beforeend", "<img src=" + Math.random() + ".png>")',
      ],
      'setTimeout(() => dispatchEvent(new CustomEvent("hf-seek", { detail: null })))',
    ].map(onSeek),
  ].map(always),
];

/** A script, or none. GSAP is there wherever a script may look for it. */
export function animation(draft: Draft, id = draft.names.at(-1) ?? 'main'): string {
  return draft.repeat(0, 1, () => script(draft, SCRIPTS, id));
}

/** One that brings the timeline of a composition. */
export function timelineScript(draft: Draft, id: string): string {
  return script(draft, TIMELINES, id);
}

function script(draft: Draft, sound: readonly Script[], id: string): string {
  const open = draft.choose(
    ['<script>', '<script>', '<script type="module">'],
    ['<script defer src="missing.js">', '<script type="x">'],
  );
  return `${open}${draft.choose(sound, BROKEN_SCRIPTS)(id)}${draft.choose(['</script>'], ['', '</script'])}`;
}
