import { gsapPage, page, timelinePage, type RuleCase } from '../lint-files.ts';

const script = (code: string, head = ''): string => page(`<script>\n${code}\n</script>`, { head });
const module = (code: string, head = ''): string => page(`<script type="module">\n${code}\n</script>`, { head });
const withoutGsap = (code: string): string => gsapPage(code).replace('<script src="vendor/gsap.min.js"></script>', '');

export const CODE_CASES: readonly RuleCase[] = [
  {
    code: 'missing_gsap_script',
    bad: [withoutGsap('gsap.set(".a", { x: 1 });◀'), script('TweenMax.to(".a", 1, { x: 1 });◀')],
    good: [
      gsapPage('gsap.set(".a", { x: 1 });'),
      script(
        'gsap.set(".a", { x: 1 })',
        '<script src="https://cdn.jsdelivr.net/npm/gsap@3.12.5/dist/gsap.min.js"></script>',
      ),
      script(
        'gsap.set(".a", { x: 1 })',
        '<script src="https://cdnjs.cloudflare.com/ajax/libs/gsap/3.12.5/gsap.min.js"></script>',
      ),
      script('if (typeof gsap !== "undefined") gsap.set(".a", { x: 1 })'),
      script('window.gsap?.set(".a", { x: 1 })'),
      script('/* gsap.set */ const text = "gsap.set()"; element.gsap = 1; const o = { gsap: 1 };'),
      script('function move(gsap) { gsap.set(".a", { x: 1 }); }'),
      module('import { gsap } from "gsap"; gsap.set(".a", { x: 1 });'),
      module('const { gsap } = await import("https://esm.sh/gsap"); gsap.set(".a", {});'),
      script('gsap.set(".a", {})', '<script>/*! GSAP 3.12.5, licence */ window.gsap = {};</script>'),
      { 'index.html': script('gsap.set(".a", {})', '<script src="js/bundle.js"></script>'), 'js/bundle.js': null },
      // The host's page brings it.
      {
        'index.html': gsapPage('', { body: '<i data-composition-src="a.html"></i>' }),
        'a.html': `<template><div data-composition-id="a" data-no-timeline></div><script>gsap.set(".a", {})</script></template>`,
      },
      {
        'index.html': page(''),
        'a.html': `<template><div data-composition-id="a" data-no-timeline></div><script>gsap.set(".a", {})</script></template>`,
      },
    ],
  },
  {
    code: 'missing_gsap_plugin_script',
    bad: [
      gsapPage('gsap.registerPlugin(SplitText);◀'),
      gsapPage('const ease = CustomEase.create("hop", "M0,0");◀'),
      gsapPage('RoughEase.ease.config({});◀'),
    ],
    good: [
      gsapPage('gsap.registerPlugin(SplitText);', { head: '<script src="vendor/SplitText.min.js"></script>' }),
      gsapPage('const ease = CustomEase.create("hop", "M0,0");', {
        head: '<script src="https://cdn.jsdelivr.net/npm/gsap@3/dist/CustomEase.min.js"></script>',
      }),
      gsapPage('gsap.registerPlugin(MotionPathPlugin);', { head: '<script src="motion-path.min.js"></script>' }),
      gsapPage('RoughEase.ease.config({});', { head: '<script src="vendor/EasePack.min.js"></script>' }),
      module('import { gsap, SplitText } from "gsap/all"; gsap.registerPlugin(SplitText);'),
      gsapPage('class SplitText {} new SplitText(".a");'),
    ],
  },
  {
    code: 'missing_lottie_script',
    bad: [script('lottie.loadAnimation({ path: "a.json" });◀')],
    good: [
      script('lottie.loadAnimation({ path: "a.json" });', '<script src="vendor/lottie.min.js"></script>'),
      script(
        'bodymovin.loadAnimation({});',
        '<script src="https://cdnjs.cloudflare.com/ajax/libs/bodymovin/5.12.2/lottie.min.js"></script>',
      ),
      module('import lottie from "lottie-web"; lottie.loadAnimation({});'),
    ],
  },
  {
    code: 'missing_three_script',
    bad: [script('const scene = new THREE.Scene();◀')],
    good: [
      script('const scene = new THREE.Scene();', '<script src="vendor/three.min.js"></script>'),
      module(
        'import * as THREE from "three"; new THREE.Scene();',
        '<script type="importmap">{"imports":{"three":"./vendor/three.module.js"}}</script>',
      ),
      script('import("three").then((THREE) => new THREE.Scene())'),
    ],
  },
  {
    code: 'non_deterministic_code',
    bad: [
      script('const x = Math.random();◀'),
      script('const x = window.Math.random();◀'),
      script('const t = Date.now();◀'),
      script('const t = new Date();◀'),
      script('const t = performance.now();◀'),
      script('crypto.getRandomValues(new Uint8Array(4));◀'),
      script('const id = crypto.randomUUID();◀'),
      timelinePage('tl.to(".a", {\n  x: () => Math.random() * 10,◀\n});'),
      { 'index.html': page('<script src="js/film.js"></script>'), 'js/film.js': '// one\nconst x = Math.random();◀' },
      {
        'index.html': page('<script type="module" src="main.js"></script>'),
        'main.js': 'import "./noise.js";',
        'noise.js': 'export const x = Math.random();◀',
      },
    ],
    good: [
      script('// Math.random() and Date.now()\n/* performance.now() */ const text = "Math.random()";'),
      script('const day = new Date("2026-01-01"); const utc = Date.UTC(2026, 0, 1); const half = Math.round(0.5);'),
      script('Math.random = seeded(1); const x = Math.random();'),
      script('const performance = { now: () => 0 }; performance.now();'),
      {
        'index.html': page(
          '<script src="vendor/noise.js"></script><script src="lib.min.js"></script><script src="three.module.js"></script>',
        ),
        'vendor/noise.js': 'Math.random()',
        'lib.min.js': 'Math.random()',
        'three.module.js': 'Math.random()',
      },
      { 'index.html': page('<script src="noise.js"></script>'), 'noise.js': '/*! noise 1.0, MIT */\nMath.random()' },
      script(`const x=Math.random();${';'.repeat(6000)}`),
      page(
        '<script type="application/json">{"a": "Math.random()"}</script><script type="x-shader/x-fragment">Math.random()</script>',
      ),
    ],
  },
  {
    code: 'requestanimationframe_in_composition',
    bad: [
      script('function tick() {\n  requestAnimationFrame(tick);◀\n}\nrequestAnimationFrame(tick);'),
      script('const tick = () => {\n  window.requestAnimationFrame(tick);◀\n};\ntick();'),
      script('function tick() {\n  requestAnimationFrame(() => tick());◀\n}\ntick();'),
      script('class Film {\n  loop() {\n    requestAnimationFrame(this.loop.bind(this));◀\n  }\n}'),
    ],
    good: [
      script('requestAnimationFrame(() => layout());'),
      script('// requestAnimationFrame(tick)\nfunction tick() {}'),
      {
        'index.html': page('<script src="anime.min.js"></script>'),
        'anime.min.js': 'function t(){requestAnimationFrame(t)}',
      },
    ],
  },
  {
    code: 'imperative_media_control',
    bad: [
      page(
        '<video id="v" src="v.mp4" data-start="0" muted class="clip"></video>\n<script>\nconst video = document.getElementById("v");\nvideo.play();◀\n</script>',
      ),
      script('document.querySelector("video").currentTime = 2;◀'),
      script('document.querySelectorAll("#root video").forEach((video) => video.pause());◀'),
      script('for (const sound of document.querySelectorAll("audio")) sound.play();◀'),
      script('new Audio("a.mp3").play();◀'),
      script('const made = document.createElement("video");\nmade?.play();◀'),
      page(
        '<video class="hero clip" id="v" src="v.mp4" data-start="0" muted></video>\n<script>document.querySelector(".hero").play()</script>◀',
      ),
    ],
    good: [
      timelinePage('tl.pause(); tl.play(0); player.play(); animation.currentTime = 2;'),
      script('const box = document.querySelector(".box"); box.animate([], 100).pause();'),
      script('// video.play()'),
    ],
  },
  {
    code: 'invalid_inline_script_syntax',
    bad: [
      script('const a = 1;\nconst b = ;◀'),
      script('import { a } from "./a.js";◀'),
      script('await fetch("a.json");◀'),
      { 'index.html': page('<script src="film.js"></script>'), 'film.js': 'function (◀' },
    ],
    good: [
      module('import { a } from "./vendor/a.js"; await fetch("a.json"); export {};'),
      script('const a = { ...b, c: b?.c ?? 1 }; label: for (;;) break label;'),
      page('<script type="application/json">{ not code }</script><script type="text/template"><p>{{x}}</p></script>'),
      script('<!-- old browsers\nconst a = 1;\n// -->'),
    ],
  },
];
