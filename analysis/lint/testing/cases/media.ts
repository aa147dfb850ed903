import { page, type RuleCase } from '../lint-files.ts';

const video = (attributes: string): string => `<video class="clip" ${attributes}></video>`;
const FULL = 'id="v" src="v.mp4" data-start="0" muted';
/** Files that the cases name. */
const FILES = { 'v.mp4': null, 'a.mp3': null };
const site = (body: string) => ({ 'index.html': page(body), ...FILES });
const shows = (body: string) => site(`${body}◀`);

export const MEDIA_CASES: readonly RuleCase[] = [
  {
    code: 'duplicate_media_id',
    bad: [site(`${video(FULL)}\n${video(FULL)}◀`)],
    good: [site(`${video(FULL)}\n${video(FULL.replace('"v"', '"w"'))}`), site(`${video(FULL)}<p id="v">Hi</p>`)],
  },
  {
    code: 'media_missing_id',
    bad: [shows(video('src="v.mp4" data-start="0" muted')), shows('<audio src="a.mp3" data-start="0"></audio>')],
    good: [site(video(FULL)), site('<img src="v.mp4">')],
  },
  {
    code: 'media_missing_src',
    bad: [shows(video('id="v" data-start="0" muted')), shows(video('id="v" src="" data-start="0" muted'))],
    good: [
      site(video(FULL)),
      site('<video class="clip" id="v" data-start="0" muted><source src="v.mp4"></video>'),
      site(video('id="v" data-var-src="clip" data-start="0" muted')),
      site(`${video('id="v" data-start="0" muted')}<script>document.getElementById("v").src = url;</script>`),
    ],
  },
  {
    code: 'media_missing_data_start',
    bad: [shows(video('id="v" src="v.mp4" muted')), shows('<audio id="a" src="a.mp3"></audio>')],
    good: [site(video(FULL)), site('<img src="v.mp4">')],
  },
  {
    code: 'video_missing_muted',
    bad: [shows(video('id="v" src="v.mp4" data-start="0"'))],
    good: [
      site(video(FULL)),
      site(video('id="v" src="v.mp4" data-start="0" data-has-audio="true"')),
      site('<audio id="a" src="a.mp3" data-start="0"></audio>'),
    ],
  },
  {
    code: 'video_muted_with_declared_audio',
    bad: [shows(video(`${FULL} data-has-audio="true"`))],
    good: [
      site(video(`${FULL} data-has-audio="false"`)),
      site(video('id="v" src="v.mp4" data-start="0" data-has-audio="true"')),
    ],
  },
  {
    code: 'video_audio_double_source',
    bad: [
      site(
        `${video('id="v" src="v.mp4" data-start="0" data-has-audio="true"')}\n<audio id="a" src="./v.mp4" data-start="1"></audio>◀`,
      ),
    ],
    good: [
      site(`${video(FULL)}\n<audio id="a" src="v.mp4" data-start="0"></audio>`),
      site(
        `${video('id="v" src="v.mp4" data-start="0" data-has-audio="true"')}\n<audio id="a" src="a.mp3" data-start="0"></audio>`,
      ),
      site(
        `${video('id="v" src="v.mp4" data-start="0" data-duration="2" data-has-audio="true"')}\n<audio id="a" src="v.mp4" data-start="v"></audio>`,
      ),
    ],
  },
  {
    code: 'video_nested_in_timed_element',
    bad: [site(`<section class="clip" data-start="1">\n<div>${video(FULL)}</div>◀\n</section>`)],
    good: [
      site(`<section>${video(FULL)}</section>`),
      site(`<div data-composition-id="x" data-no-timeline data-start="1">${video(FULL)}</div>`),
      site('<section class="clip" data-start="1"><audio id="a" src="a.mp3" data-start="0"></audio></section>'),
    ],
  },
  {
    code: 'missing_local_asset',
    bad: [
      page('<img src="none.png">◀'),
      page('<img srcset="none.png 1x, https://cdn.test-host.net/b.png 2x">◀'),
      page(
        '<video class="clip" id="v" poster="p.png" src="https://cdn.test-host.net/v.mp4" data-start="0" muted></video>◀',
      ),
      page('<p style="background: url(\'none.png\')">Hi</p>◀'),
      page('<svg><image href="none.png"></image></svg>◀'),
      page('<svg><image xlink:href="none.png"></image></svg>◀'),
      page('', { head: '\n<link rel="stylesheet" href="none.css">◀\n' }),
      page('', { head: '\n<script src="none.js"></script>◀\n' }),
      page('', { head: '<style>\n@font-face { font-family: A; src: url(a.woff2) }◀\n</style>' }),
      {
        'index.html': page('', { head: '<link rel="stylesheet" href="css/a.css">' }),
        'css/a.css': '/* one */\n.a { background: url("../img/none.png") }◀',
      },
      { 'index.html': page('', { head: '<link rel="stylesheet" href="a.css">' }), 'a.css': '@import "b.css";◀' },
      { 'index.html': page('<img src="Logo.png">◀'), 'logo.png': null },
      page('<img src="/none.png">◀'),
    ],
    good: [
      {
        'index.html': page('<img src="img/a%20b.png?v=1#x"><img src="./img/a b.png"><img src="/img/a b.png">'),
        'img/a b.png': null,
      },
      page(
        '<img src="https://cdn.test-host.net/a.png"><img src="data:image/png;base64,AAAA"><img src="{{logo}}"><img src="//cdn.test-host.net/a.png">',
      ),
      page('<svg><use href="#a"></use><path fill="url(#g)"></path></svg><a href="none.html">Hi</a>'),
      {
        'index.html': page('', { head: '<link rel="stylesheet" href="css/a.css">' }),
        'css/a.css': '.a { background: url(../img/a.png) } .b { background: url(b.png) }',
        'img/a.png': null,
        'css/b.png': null,
      },
      // A file of a sub-composition is beside it, or at the top.
      {
        'index.html': page('<i data-composition-src="parts/a.html"></i>'),
        'parts/a.html':
          '<template><div data-composition-id="a" data-no-timeline><img src="top.png"><img src="beside.png"><img src="../top.png"></div></template>',
        'top.png': null,
        'parts/beside.png': null,
      },
      page('<!-- <img src="none.png"> --><script>const html = \'<img src="none.png">\';</script>'),
      page('', { head: '<link rel="preconnect" href="x"><link rel="icon" href="none.ico">' }),
    ],
  },
  {
    code: 'audio_src_not_found',
    bad: [
      page('<audio id="a" src="none.mp3" data-start="0"></audio>◀'),
      page('<audio id="a" data-start="0">\n<source src="none.mp3">◀\n</audio>'),
    ],
    good: [
      site('<audio id="a" src="a.mp3" data-start="0"></audio>'),
      page('<video id="v" src="none.mp4" data-start="0" muted></video>'),
    ],
  },
  ...[
    {
      code: 'placeholder_media_url',
      bad: [
        'https://example.com/a.png',
        'path/to/a.png',
        'your-image.png',
        '{{logo}}',
        'https://via.placeholder.com/300',
      ],
      good: ['a.mp3', 'https://cdn.test-host.net/example.com.png', 'https://images.unsplash.com/photo-1'],
    },
    {
      code: 'inaccessible_media_url',
      bad: [
        'file:///a.png',
        'C:\\a.png',
        '/Users/me/a.png',
        'http://localhost:3000/a.png',
        'https://192.168.0.4/a.png',
        'blob:https://a.test/1',
        'http://cdn.test-host.net/a.png',
      ],
      good: ['a.mp3', 'https://cdn.test-host.net/a.png', '//cdn.test-host.net/a.png', 'data:image/png;base64,AA'],
    },
  ].map(({ code, bad, good }) => ({
    code,
    bad: bad.map((url) => shows(`<img src="${url}">`)),
    good: good.map((url) => site(`<img src="${url}">`)),
  })),
  {
    code: 'base64_media_prohibited',
    bad: [
      shows('<audio id="a" src="data:audio/mp3;base64,AAAA" data-start="0"></audio>'),
      site('<video class="clip" id="v" data-start="0" muted>\n<source src="data:video/mp4;base64,AAAA">◀\n</video>'),
    ],
    good: [site('<img src="data:image/png;base64,AAAA">')],
  },
];
