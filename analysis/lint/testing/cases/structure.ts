import { gsapPage, page, type RuleCase } from '../lint-files.ts';

const child = (body = '<p>Hi</p>'): string =>
  `<template><div data-composition-id="child" data-no-timeline>${body}</div></template>`;
const host = (src: string): string => page(`<div data-composition-src="${src}"></div>`);
const marked = (src: string): string => page(`<div data-composition-src="${src}"></div> ◀`);

export const STRUCTURE_CASES: readonly RuleCase[] = [
  {
    code: 'root_missing_composition_id',
    bad: ['◀<!doctype html><p>Hi</p>', '◀<!-- <div data-composition-id="main"> -->'],
    good: [page(''), { 'index.html': page(''), 'frame.html': '<p>A page in an iframe</p>' }],
  },
  {
    code: 'root_missing_dimensions',
    bad: [
      '<div data-composition-id="main" data-duration="1" data-no-timeline></div>◀',
      '\n<div data-composition-id="main" data-width="160" data-height="auto" data-duration="1"></div>◀',
      '<div data-composition-id="main" data-width="0" data-height="90" data-duration="1"></div>◀',
    ],
    good: [
      page(''),
      '<body data-composition-id="main" data-width="160px" data-height="90">',
      { 'index.html': host('a.html'), 'a.html': child() },
    ],
  },
  {
    code: 'root_composition_missing_duration_source',
    bad: [
      '<div data-composition-id="main" data-width="160" data-height="90"><p data-start="0" data-duration="2">Hi</p></div>◀',
      '<div data-composition-id="main" data-width="160" data-height="90" data-duration="1s"></div>◀',
      '<div data-composition-id="main" data-width="160" data-height="90"></div><script>console.log("animate()")</script>◀',
    ],
    good: [
      page(''),
      '<div data-composition-id="main" data-composition-duration="2"></div>',
      '<div data-composition-id="main"><video id="v" data-start="0" src="v.mp4"></video></div>',
      '<div data-composition-id="main"><div data-composition-src="a.html"></div></div>',
      '<style>p { animation: in 1s }</style><div data-composition-id="main"><p>Hi</p></div>',
      '<div data-composition-id="main"></div><script>document.querySelector("p").animate([], 1000)</script>',
      '<div data-composition-id="main"></div><script>window.__hf = { duration: 1, seek() {} }</script>',
      gsapPage('window.__timelines = { main: build() };'),
      '<div data-composition-id="main"></div><script>register({ id: "x", getDurationFrames: () => 10, seekFrame() {} })</script>',
      { 'index.html': '<div data-composition-id="main"></div><script src="big.js"></script>', 'big.js': null },
    ],
  },
  {
    code: 'standalone_composition_wrapped_in_template',
    bad: [
      '<template>\n<div data-composition-id="main" data-width="160" data-height="90" data-duration="1" data-no-timeline></div>◀\n</template>',
    ],
    good: [
      { 'index.html': host('a.html'), 'a.html': child() },
      page(
        '<div data-composition-id="x" data-no-timeline></div><template id="x-template"><div data-composition-id="x" data-no-timeline></div></template>',
      ),
      { 'index.html': page(''), 'parts/unused.html': child() },
    ],
  },
  {
    code: 'multiple_root_compositions',
    bad: [`${page('')}\n<div data-composition-id="other" data-no-timeline></div>◀`],
    good: [
      page('<div data-composition-id="inner" data-no-timeline></div>'),
      `${page('')}<div data-composition-id="other" data-start="0" data-no-timeline></div>`,
      `${page('', { root: 'data-root="true"' })}<div data-composition-id="other" data-no-timeline></div>`,
      `${page('')}<template><div data-composition-id="other" data-no-timeline></div></template>`,
    ],
  },
  {
    code: 'duplicate_composition_id',
    bad: [
      page(
        '<div data-composition-id="a" data-no-timeline></div>\n<div data-composition-id="a" data-no-timeline></div>◀',
      ),
    ],
    good: [
      {
        'index.html': page(
          '<div data-composition-id="a" data-composition-src="a.html"></div><div data-composition-id="a" data-composition-src="a.html"></div>',
        ),
        'a.html': child(),
      },
      page(
        '<div data-composition-id="a" data-no-timeline></div><div data-composition-id="a" data-no-timeline></div><template id="a-template"><i></i></template>',
      ),
    ],
  },
  {
    code: 'missing_or_empty_sub_composition',
    bad: [
      marked('none.html'),
      marked(''),
      marked('https://example.com/a.html'),
      { 'index.html': marked('empty.html'), 'empty.html': ' \n' },
      { 'index.html': marked('plain.html'), 'plain.html': '<p>Hi</p>' },
      { 'index.html': marked('a.png'), 'a.png': null },
      { 'index.html': marked('index.html') },
      // Named from the top, wherever the host stands.
      {
        'index.html': host('parts/a.html'),
        'parts/a.html': child('\n<i data-composition-src="b.html"></i>◀'),
        'parts/b.html': child(),
      },
    ],
    good: [
      {
        'index.html': host('parts/a.html'),
        'parts/a.html': child('<i data-composition-src="parts/b.html"></i>'),
        'parts/b.html': child(),
      },
      host('{{scene}}'),
      {
        'index.html': host('plain%20name.html'),
        'plain name.html': '<body><div data-composition-id="x" data-no-timeline>Hi</div>',
      },
    ],
  },
  {
    code: 'missing_data_no_timeline',
    bad: [
      '<div data-composition-id="main" data-width="160" data-height="90" data-duration="1"><p>Hi</p></div>◀',
      page('\n<div data-composition-id="inner"></div>◀'),
      { 'index.html': host('a.html'), 'a.html': '<template>\n<div data-composition-id="a">Hi</div>◀</template>' },
    ],
    good: [
      page(''),
      gsapPage('window.__timelines = window.__timelines || {};\nwindow.__timelines[id] = gsap.timeline();'),
      gsapPage('gsap.to(".a", { x: 1 })'),
      '<div data-composition-id="main" data-width="160" data-height="90"></div><script>window.__hf = { duration: 1, seek() {} }</script>',
      {
        'index.html': '<div data-composition-id="main" data-duration="1"></div><script src="big.js"></script>',
        'big.js': null,
      },
      {
        'index.html': host('a.html'),
        'a.html': `<div data-composition-id="a"></div><script>window.__timelines['a'] = gsap.timeline()</script>`,
      },
    ],
  },
  {
    code: 'timed_element_missing_clip_class',
    bad: [
      page('<p data-start="0">Hi</p>◀'),
      page('<video class="clips" id="v" src="v.mp4" data-start="0" muted></video>◀'),
    ],
    good: [
      page('<p class="big clip" data-start="0">Hi</p>'),
      page('<audio id="a" src="a.mp3" data-start="0"></audio>'),
      page('<div data-composition-id="x" data-no-timeline data-start="1"></div><script data-start="1"></script>'),
    ],
  },
  ...[
    { code: 'deprecated_data_end', bad: 'data-start="0" data-end="2"', good: 'data-start="0" data-duration="2"' },
    {
      code: 'deprecated_data_layer',
      bad: 'data-start="0" data-layer="2"',
      good: 'data-start="0" data-track-index="2"',
    },
    { code: 'invalid-start', bad: 'data-start="1s"', good: 'data-start="other + 1.5"' },
    { code: 'invalid-start', bad: 'data-start="other + 1.5s"', good: 'data-start=" .5 "' },
    { code: 'unresolved-start-reference', bad: 'data-start="nobody"', good: 'data-start="other"' },
    { code: 'unresolved-start-reference', bad: 'data-start="nobody-2"', good: 'data-start="other-2"' },
    { code: 'invalid-duration', bad: 'data-start="0" data-duration="2s"', good: 'data-start="0" data-duration="2e0"' },
    { code: 'invalid-duration', bad: 'data-start="0" data-duration="0"', good: 'data-start="0" data-duration="0.01"' },
    { code: 'invalid-end', bad: 'data-start="0" data-end="end"', good: 'data-start="0" data-end="1"' },
    { code: 'end-before-start', bad: 'data-start="2" data-end="2"', good: 'data-start="2" data-end="2.1"' },
    {
      code: 'conflicting-end',
      bad: 'data-start="1" data-end="2" data-duration="2"',
      good: 'data-start="1" data-end="3" data-duration="2"',
    },
    {
      code: 'invalid-track-index',
      bad: 'data-start="1" data-track-index="top"',
      good: 'data-start="1" data-track-index="-1"',
    },
    {
      code: 'conflicting-layer',
      bad: 'data-start="1" data-track-index="1" data-layer="2"',
      good: 'data-start="1" data-track-index="1" data-layer="1"',
    },
  ].map(({ code, bad, good }) => ({
    code,
    bad: [page(`<i id="other" class="clip" data-start="0" data-duration="1"></i>\n<p class="clip" ${bad}>Hi</p>◀`)],
    good: [page(`<i id="other" class="clip" data-start="0" data-duration="1"></i>\n<p class="clip" ${good}>Hi</p>`)],
  })),
];
