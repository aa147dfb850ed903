/**
 * What lies in a composition: nested timed elements over leaves of every kind.
 * @module
 */
import { attribute, style, timing } from './attributes.ts';
import type { Draft } from './draft.ts';
import { subComposition } from './sub-compositions.ts';

const MAX_DEPTH = 5;
const PNG =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const TEXTS = [
  ...[
    'Hello',
    'مرحبا',
    '你好',
    '👩‍👩‍👧‍👦🏳️‍🌈',
    'Z̷̛͉a̸l̵g̶o̷',
    'a&amp;b &lt;c&gt; &nbsp;',
    '\u202eright to left\u202c',
    'e\u0301\u0301\u0301',
  ],
  ...['𐏓𒀀', '\u{e000}\u{10fffd}', 'word '.repeat(200), '\ufeff\u200b\u2028', '<b>bold <i>both</b> italic</i>'],
];
const BROKEN_TEXTS = [
  '\0\u0001\u001f',
  '\ud800 alone',
  '&#x110000; &#0; &nope;',
  '<>< </ <//> <!',
  ']]>',
  '<![CDATA[x]]>',
];

const LEAVES = [
  `<img src="${PNG}" width="20" height="20">`,
  `<img src="picture.svg" alt="">`,
  `<picture><source srcset="${PNG} 1x"><img src="${PNG}" loading="lazy"></picture>`,
  '<svg width="30" height="30"><circle cx="15" cy="15" r="9" fill="#fa0"><animate attributeName="r" to="3" dur="0.4s" repeatCount="indefinite"/></circle></svg>',
  '<svg viewBox="0 0 10 10"><defs><filter id="f"><feTurbulence baseFrequency=".1"/></filter></defs><rect width="10" height="10" filter="url(#f)"/></svg>',
  '<canvas width="30" height="20"></canvas><script>document.querySelector("canvas").getContext("2d").fillRect(2, 2, 9, 9)</script>',
  '<iframe srcdoc="<p style=color:red>in a frame</p><script>let n=0;requestAnimationFrame(function f(){document.body.style.marginLeft=++n+\'px\';requestAnimationFrame(f)})</script>"></iframe>',
  '<iframe src="frame.html"></iframe>',
  '<table><tr><td>cell<td>cell</table>',
  '<input value="x"><textarea>y</textarea><select><option>z</select><progress></progress><button autofocus>b</button>',
  '<div><template shadowrootmode="open"><style>p{color:lime}</style><p data-start="0.1">in a shadow</p></template></div>',
  '<details open><summary>s</summary>d</details><marquee>m</marquee>',
  '<div class="go" style="width:12px;height:12px;background:#0ff"></div>',
];
const BROKEN_LEAVES = [
  ...[
    '<img src="missing.png">',
    '<img>',
    '<img src="">',
    '<img src="data:image/png;base64,AAAA">',
    '<img src="index.html">',
  ],
  ...[
    '<img src="http://no.such.host.invalid/a.png">',
    '<img src="http://127.0.0.1:1/a.png">',
    '<img src="//">',
    '<img src="%zz">',
  ],
  ...[
    '<img src="data:image/svg+xml,<svg">',
    '<img src="blob:nothing">',
    '<img src="file:///etc/passwd">',
    '<img src="../../x.png">',
  ],
  ...[
    '<iframe src="index.html"></iframe>',
    '<iframe src="missing.html"></iframe>',
    '<iframe src="javascript:1"></iframe>',
  ],
  ...[
    '<iframe src="data:text/html,<script>parent.x</script>"></iframe>',
    '<iframe sandbox src="frame.html"></iframe>',
    '<iframe>',
  ],
  ...[
    '<object data="missing.swf"></object>',
    '<embed src="frame.html">',
    '<frameset><frame></frameset>',
    '<noscript><p>',
  ],
  ...['<video src="missing.mp4" data-start="0"></video>', '<audio src="data:audio/wav;base64,AA" autoplay></audio>'],
  ...[
    '<canvas width="99999999" height="99999999"></canvas>',
    '<canvas width="-1"></canvas>',
    '<plaintext>',
    '<!-- never closed',
  ],
  ...[
    '<style>p{',
    '<style>@import url(missing.css);@font-face{font-family:x;src:url(missing.woff2)}p{font-family:x}</style>',
  ],
  ...[
    '<title>',
    '<textarea>',
    '<svg><foreignObject><div>',
    '<math><mi>',
    '</div></div></div></body></html>',
    '<body data-width="5">',
  ],
  ...[
    '<p style="font-family:No Such Face">x</p>',
    '<link rel="stylesheet" href="missing.css">',
    '<base href="/elsewhere/">',
  ],
  ...[
    '<meta http-equiv="refresh" content="0;url=frame.html">',
    '<meta http-equiv="Content-Security-Policy" content="script-src \'none\'">',
  ],
  ...[
    '<div data-composition-id="other"></div>',
    '<div data-composition-id="main"></div>',
    '<slot></slot>',
    '<x-y is="z"></x-y>',
  ],
  ...[
    '<div>'.repeat(700),
    '<p data-start="0">p</p>'.repeat(400),
    '<dialog open>d</dialog>',
    '<a href="x" autofocus accesskey="a">',
  ],
];

export function leaf(draft: Draft): string {
  return draft.chance(0.4)
    ? `<p${style(draft)}>${draft.choose(TEXTS, BROKEN_TEXTS)}</p>`
    : draft.choose(LEAVES, BROKEN_LEAVES);
}

/** A handful of things, some of them timed, some of them compositions. */
export function content(draft: Draft, depth = 0): string {
  return draft.repeat(depth === 0 ? 1 : 0, 3, () => {
    if (depth >= MAX_DEPTH || draft.chance(0.4)) return leaf(draft);
    if (draft.chance(0.25)) return subComposition(draft, () => content(draft, depth + 1));
    const tag = draft.pick(['div', 'div', 'section', 'span', 'p', 'x-card']);
    const id = draft.chance(0.7) ? attribute('id', draft.choose([draft.name()], draft.names)) : '';
    const close = draft.choose([`</${tag}>`], ['', '</', '</b>', `</${tag}`]);
    return `<${tag}${id}${timing(draft)}${style(draft)}>${content(draft, depth + 1)}${close}`;
  });
}
