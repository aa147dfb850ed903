import { page, type RuleCase } from '../lint-files.ts';

const declaring = (json: string, body = ''): string => page(body, { html: `data-composition-variables='${json}'` });
const TITLE = '{"id":"title","type":"string","label":"Title","default":"Hi"}';
const styled = (css: string): string => page('<p>Hi</p>', { head: `<style>\n${css}\n</style>` });

export const CONTENT_CASES: readonly RuleCase[] = [
  {
    code: 'invalid_composition_variables_declaration',
    bad: [
      declaring('[{◀'),
      declaring('{"id":"title"}◀'),
      declaring(`[${TITLE},{"id":"x","type":"enum","label":"X","default":"a"}]◀`),
      declaring('[{"id":"x","type":"number","label":"X","default":"1"}]◀'),
    ],
    good: [declaring(`[${TITLE}]`), declaring('[]'), page('')],
  },
  {
    code: 'invalid_variable_values_json',
    bad: [
      page(`<div data-composition-src="{{a}}" data-variable-values="{title: 1}"></div>◀`),
      page(`<div data-composition-src="{{a}}" data-variable-values="[1]"></div>◀`),
    ],
    good: [page(`<div data-composition-src="{{a}}" data-variable-values='{"title":"Hi"}'></div>`)],
  },
  {
    code: 'unknown_variable_binding',
    bad: [
      declaring(`[${TITLE}]`, '<p data-var-text="titel">Hi</p>◀'),
      page('<img data-var-src="logo" src="data:image/png,">◀'),
    ],
    good: [
      declaring(`[${TITLE}]`, '<p data-var-text="title">Hi</p>'),
      page('<p data-var-text="title">Hi</p>', { root: `data-composition-variables='[${TITLE}]'` }),
      page('<p data-var-text="loose">Hi</p>', { root: `data-composition-variables='[{"id":"loose","default":1}]'` }),
    ],
  },
  {
    code: 'font_family_without_font_face',
    bad: [
      styled('p { font-family: "Nobody Sans", sans-serif }◀'),
      styled('p { font: italic 700 48px/1.2 Nobody }◀'),
      styled(':root { --face: "Nobody Sans" }\np { font-family: var(--face), serif }◀'),
      page('<p style="font-family: Nobody">Hi</p>◀'),
    ],
    good: [
      styled('@font-face { font-family: "Nobody Sans"; src: url(data:font/woff2,) }\np { font-family: Nobody Sans }'),
      styled('p { font-family: Inter, Nobody } i { font: 700 2em/1 "Playfair Display" } b { font: inherit }'),
      styled('p { font-family: sans-serif } i { font-family: system-ui } b { font-family: var(--unknown) }'),
      styled(
        '@import url("https://fonts.googleapis.com/css2?family=Space+Grotesk:wght@400;700&family=Lora");\np { font-family: "Space Grotesk" } i { font-family: Lora }',
      ),
      page('<p style="font-family: Lora">Hi</p>', {
        head: '<link rel="stylesheet" href="https://fonts.googleapis.com/css?family=Lora:400|Roboto+Slab">',
      }),
      page(
        '<p style="font-family: Own">Hi</p><script>document.fonts.add(new FontFace("Own", "url(own.woff2)"))</script>',
      ),
      {
        'index.html': page('<i data-composition-src="a.html"></i>', {
          head: '<style>@font-face { font-family: Own; src: url(data:,) }</style>',
        }),
        'a.html':
          '<template><div data-composition-id="a" data-no-timeline style="font-family: Own">Hi</div></template>',
      },
    ],
  },
  {
    code: 'font_substituted',
    bad: [
      styled('pre { font-family: "SF Mono", Menlo, monospace }◀'),
      styled('p { font: 700 2em/1 Impact }◀'),
      page('<p style="font-family: \'Avenir Next Demi Bold\'">Hi</p>◀'),
    ],
    good: [
      styled('p { font-family: Inter, "SF Mono" } i { font-family: "Inter Bold" } b { font-family: Arial }'),
      styled('@font-face { font-family: "SF Mono"; src: url(data:font/woff2,) }\np { font-family: "SF Mono" }'),
    ],
  },
  {
    code: 'color_grading_ignored',
    bad: [page(`<img src="data:image/png," data-color-grading='{"preset":"noir"}'>◀`)],
    good: [page('<img src="data:image/png," data-color-grading="{}">'), page('')],
  },
  {
    code: 'webgpu_ignored',
    bad: [page('<canvas data-requires-webgpu></canvas>◀')],
    good: [page('<canvas></canvas>')],
  },
  {
    code: 'system_font_will_alias',
    bad: [
      styled('p { font-family: "Helvetica Neue", Arial, sans-serif }◀'),
      page('<p style="font-family: Georgia">Hi</p>◀'),
    ],
    good: [
      styled('p { font-family: Inter, Arial }'),
      styled('@font-face { font-family: Arial; src: url(data:,) } p { font-family: Arial }'),
      styled('p { font-family: serif }'),
    ],
  },
  {
    code: 'self_closing_media_tag',
    bad: [
      page('<p>Hi</p>\n<video id="v" src="data:" data-start="0" muted class="clip" />◀'),
      page('<audio\n  id="a"\n  src="data:" data-start="0"/>').replace('<audio', '<audio◀'),
    ],
    good: [
      page('<img src="data:,"/><br/><video id="v" src="data:" data-start="0" muted class="clip"></video>'),
      page('<svg><path d="M0 0"/></svg>'),
      page('<div/></div>'),
    ],
  },
  {
    code: 'visible_markup_comment',
    bad: [
      page('<p>Hi</p>\n/* the title */◀\n<p>Ho</p>'),
      page('<p>Hi</p>\n{/* the title */}◀'),
      page('<p>Hi</p>\n  // the title◀\n<p>Ho</p>'),
      page('<p>Hi</p>\n<!-- a --> -->◀'),
    ],
    good: [
      page('<!-- the title --><p>Hi</p>'),
      page('<p>http://localhost // x</p><pre>/* code */<b>x</b></pre><code>// code <i>x</i></code>'),
      page('<p>/* shown on purpose */</p>'),
      page('<style>/* css */</style><script>/* js */ // js</script>'),
    ],
  },
  {
    code: 'html_dir_attribute_breaks_render',
    bad: [page('', { html: 'dir="rtl" data-mark="◀"' }), page('', { html: 'dir="auto" data-mark="◀"' })],
    good: [page('<p dir="rtl">Hi</p>', { html: 'dir="ltr"' }), page('')],
  },
];
