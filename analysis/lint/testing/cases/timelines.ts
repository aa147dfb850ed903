import { gsapPage, page, timelinePage, type RuleCase } from '../lint-files.ts';

export const TIMELINE_CASES: readonly RuleCase[] = [
  {
    code: 'missing_timeline_registry',
    bad: [
      gsapPage('const tl = gsap.timeline();◀\ntl.to(".a", { x: 1 });'),
      gsapPage('const tl = new TimelineMax();◀'),
      {
        'index.html': gsapPage('').replace('<script>', '<script src="film.js"></script><script>'),
        'film.js': '\n\nconst film = gsap.timeline();◀',
      },
    ],
    good: [
      timelinePage(''),
      gsapPage('// gsap.timeline() is made elsewhere'),
      page('<script>gsap.timeline().to(".a", { x: 1 })</script>'),
      {
        'index.html': gsapPage('const tl = gsap.timeline();').replace(
          '<script>',
          '<script src="register.js"></script><script>',
        ),
        'register.js': null,
      },
    ],
  },
  {
    code: 'timeline_registry_missing_init',
    bad: [
      gsapPage('const tl = gsap.timeline();\nwindow.__timelines["main"] = tl;◀'),
      gsapPage('__timelines.main = gsap.timeline();◀'),
    ],
    good: [
      timelinePage(''),
      gsapPage('window.__timelines ??= {}; window.__timelines.main = gsap.timeline();'),
      gsapPage('window.__timelines = { main: gsap.timeline() };'),
      gsapPage('(window.__timelines = window.__timelines || {}).main = gsap.timeline();'),
      gsapPage('const all = (window.__timelines = window.__timelines || {}); all.main = gsap.timeline();'),
      gsapPage('if (!window.__timelines) window.__timelines = {}; window.__timelines.main = gsap.timeline();'),
      gsapPage('if (window.__timelines) window.__timelines.main = gsap.timeline();'),
      gsapPage('self.__timelines = [gsap.timeline()];'),
    ],
  },
  {
    code: 'timeline_id_mismatch',
    bad: [
      gsapPage('window.__timelines = {};\nwindow.__timelines["mian"] = gsap.timeline();◀'),
      gsapPage('const ID = "mian";\nwindow.__timelines = {};\nwindow.__timelines[ID] = gsap.timeline();◀'),
      gsapPage('const all = window.__timelines = {};\nall.mian = gsap.timeline();◀'),
      gsapPage('window.__timelines = {\n  mian: gsap.timeline(),◀\n};'),
      gsapPage(
        'window.__timelines = window.__timelines || {};\nObject.assign(window.__timelines, { mian: gsap.timeline() });◀',
      ),
    ],
    good: [
      timelinePage(''),
      gsapPage('const ID = "main"; window.__timelines = {}; window.__timelines[ID] = gsap.timeline();'),
      gsapPage('window.__timelines = {}; window.__timelines[`main`] = gsap.timeline();'),
      gsapPage('window.__timelines = {}; window.__timelines[root.dataset.compositionId] = gsap.timeline();'),
      gsapPage('const { __timelines: all = {} } = window; window.__timelines = all; all.main = gsap.timeline();'),
      gsapPage(
        'document.body.setAttribute("data-composition-id", "x"); window.__timelines = {}; window.__timelines.x = gsap.timeline();',
      ),
      {
        'index.html': page('<div data-composition-id="intro" data-composition-src="a.html"></div>'),
        'a.html':
          '<template><div data-composition-id="a"></div><script>window.__timelines["intro"] = gsap.timeline()</script></template>',
      },
    ],
  },
  {
    code: 'gsap_timeline_not_registered',
    bad: [
      timelinePage('const other = gsap.timeline();◀\nother.to(".a", { x: 1 });'),
      timelinePage('gsap.timeline().to(".a", { x: 1 });◀'),
    ],
    good: [
      timelinePage(''),
      timelinePage('const intro = gsap.timeline(); intro.to(".a", { x: 1 }); tl.add(intro, 0);'),
      timelinePage(
        'function intro() { const part = gsap.timeline(); part.to(".a", { x: 1 }); return part; }\ntl.add(intro());',
      ),
      timelinePage('const intro = () => gsap.timeline().to(".a", { x: 1 });\ntl.add(intro());'),
      timelinePage(
        'function intro() { const part = gsap.timeline(); return part.to(".a", { x: 1 }); }\ntl.add(intro());',
      ),
      timelinePage('tl.add(gsap.timeline().to(".a", { x: 1 }));'),
      timelinePage('const parts = [gsap.timeline()]; this.part = gsap.timeline();'),
      gsapPage('window.__timelines = {}; window.__timelines.main = gsap.timeline().to(".a", { x: 1 });'),
      gsapPage('let tl; tl = gsap.timeline(); window.__timelines = { main: tl };'),
    ],
  },
  {
    code: 'gsap_timeline_registered_before_async_build',
    bad: [
      gsapPage(
        'window.__timelines = {};\nconst tl = gsap.timeline();\nwindow.__timelines.main = tl;◀\nfetch("data.json").then(() => { tl.to(".a", { x: 1 }); });',
      ),
      gsapPage(
        'window.__timelines = {};\nconst tl = gsap.timeline();\nwindow.__timelines.main = tl;◀\nsetTimeout(function () { tl.to(".a", { x: 1 }); }, 100);',
      ),
      gsapPage(
        'window.__timelines = {};\n(async () => {\nconst tl = gsap.timeline();\nwindow.__timelines.main = tl;◀\nawait document.fonts.ready;\ntl.to(".a", { x: 1 });\n})();',
      ),
      gsapPage(
        'window.__timelines = {};\nconst tl = gsap.timeline();\nwindow.__timelines.main = tl;◀\nwindow.addEventListener("load", () => tl.to(".a", { x: 1 }));',
      ),
    ],
    good: [
      timelinePage('tl.to(".a", { x: 1 });'),
      gsapPage(
        'window.__timelines = {};\nfetch("data.json").then(() => { const tl = gsap.timeline(); tl.to(".a", { x: 1 }); window.__timelines.main = tl; });',
      ),
      gsapPage(
        'window.__timelines = {};\n(async () => { await document.fonts.ready; const tl = gsap.timeline(); window.__timelines.main = tl; tl.to(".a", { x: 1 }); })();',
      ),
      gsapPage(
        'window.__timelines = {}; const tl = gsap.timeline(); window.__timelines.main = tl; items.forEach((item) => tl.to(item, { x: 1 }));',
      ),
      gsapPage(
        'window.__timelines = {}; const tl = gsap.timeline(); window.__timelines.main = tl; document.addEventListener("DOMContentLoaded", () => { tl.to(".a", { x: 1 }); });',
      ),
    ],
  },
  {
    code: 'gsap_infinite_repeat',
    bad: [
      timelinePage('tl.to(".a", {\n  x: 1,\n  repeat: -1,◀\n});'),
      timelinePage('tl.to(".a", { x: 1 })\n  .to(".b", { x: 1, stagger: { each: 0.1, repeat: -1 } });◀'),
      timelinePage('gsap.to(".a", { rotation: 360, repeat: Infinity });◀'),
      timelinePage('const FOREVER = -1;\nconst spin = { rotation: 360, repeat: FOREVER };◀\ntl.to(".a", spin);'),
      timelinePage('const loop = gsap.timeline({ repeat: -1 });◀\ntl.add(loop);'),
      timelinePage('tl.repeat(-1);◀'),
    ],
    good: [
      timelinePage('tl.to(".a", { x: 1, repeat: 3 });'),
      timelinePage('tl.to(".a", { x: 1, repeat: count });'),
      timelinePage('const texture = { repeat: -1 }; use(texture);'),
      timelinePage('// tl.to(".a", { repeat: -1 })'),
      timelinePage('waves.to(".a", { repeat: -1 });'),
    ],
  },
  {
    code: 'overlapping_gsap_tweens',
    bad: [
      timelinePage('tl.to(".a", { x: 1, duration: 1 }, 0);\ntl.to(".a", { x: 5, duration: 1 }, 0.5);◀'),
      timelinePage('tl.to(".a", { x: 1, duration: 1 }, 0)\n  .fromTo(".a", { x: 2 }, { x: 5, duration: 1 }, 0.5);◀'),
    ],
    good: [
      timelinePage('tl.to(".a", { x: 1, duration: 1 }, 0); tl.to(".a", { x: 5, duration: 1 }, 1);'),
      timelinePage('tl.to(".a", { x: 1, duration: 1 }, 0); tl.to(".a", { y: 5, duration: 1 }, 0.5);'),
      timelinePage('tl.to(".a", { x: 1, duration: 1 }, 0); tl.to(".b", { x: 5, duration: 1 }, 0.5);'),
      timelinePage(
        'tl.to(".a", { x: 1, duration: 1 }, 0); tl.to(".a", { x: 5, duration: 1, overwrite: "auto" }, 0.5);',
      ),
      timelinePage('tl.to(".a", { x: 1, duration: 1 }, 0); tl.to(".a", { x: 5, duration: 1 }, start);'),
      timelinePage('tl.set(".a", { x: 1 }, 0.2); tl.to(".a", { x: 5, duration: 1 }, 0);'),
    ],
  },
  {
    code: 'gsap_css_transform_conflict',
    bad: [
      timelinePage('tl.to(".a", { x: 100 });◀', {
        head: '<style>.a { transform: translate(-50%, -50%) }</style>',
        body: '<p class="a">Hi</p>',
      }),
      timelinePage('tl\n  .to("#b", { opacity: 1 })\n  .fromTo("#b", { scale: 0 }, { scale: 1 });◀', {
        body: '<p id="b" style="transform: scale(2)">Hi</p>',
      }),
      timelinePage('tl.from(".card .a", { rotation: 90 });◀', {
        head: '<style>.card > p { transform: rotate(4deg) }</style>',
        body: '<div class="card"><p class="a">Hi</p></div>',
      }),
    ],
    good: [
      timelinePage('tl.to(".a", { opacity: 1 });', {
        head: '<style>.a { transform: translate(-50%, -50%) }</style>',
        body: '<p class="a">Hi</p>',
      }),
      timelinePage('tl.to(".a", { scale: 2 });', {
        head: '<style>.a { transform: translate(-50%, -50%) }</style>',
        body: '<p class="a">Hi</p>',
      }),
      timelinePage('gsap.set(".a", { xPercent: -50, yPercent: -50 }); tl.to(".a", { x: 100 });', {
        head: '<style>.a { transform: translate(-50%, -50%) }</style>',
        body: '<p class="a">Hi</p>',
      }),
      timelinePage('tl.to(".a", { x: 100 });', {
        head: '<style>.b, .a:hover { transform: translate(-50%, -50%) }</style>',
        body: '<p class="a">Hi</p>',
      }),
      timelinePage('tl.to(".a", { x: 100 });', {
        head: '<style>.a { transform: translate(-50%) } p.a { transform: none }</style>',
        body: '<p class="a">Hi</p>',
      }),
    ],
  },
  {
    code: 'gsap_from_opacity_noop',
    bad: [
      timelinePage('tl.from(".a", { opacity: 0, y: 20 });◀', {
        head: '<style>.a { opacity: 0 }</style>',
        body: '<p class="a">Hi</p>',
      }),
      timelinePage('tl.from("#b", { autoAlpha: 0 });◀', { body: '<p id="b" style="opacity:0">Hi</p>' }),
    ],
    good: [
      timelinePage('tl.from(".a", { opacity: 0 });', { body: '<p class="a">Hi</p>' }),
      timelinePage('tl.fromTo(".a", { opacity: 0 }, { opacity: 1 });', {
        head: '<style>.a { opacity: 0 }</style>',
        body: '<p class="a">Hi</p>',
      }),
      timelinePage('gsap.set(".a", { opacity: 1 }); tl.from(".a", { opacity: 0 });', {
        head: '<style>.a { opacity: 0 }</style>',
        body: '<p class="a">Hi</p>',
      }),
      timelinePage('tl.from(".a", { opacity: 0.2 });', {
        head: '<style>.a { opacity: 0 }</style>',
        body: '<p class="a">Hi</p>',
      }),
    ],
  },
];
