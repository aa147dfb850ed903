/**
 * Compositions that are big in one way each: many timed elements, many sub-compositions, or a long time.
 * @module
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { SiteSource } from '../../container/testing/engine-fixture.ts';

export const SIZE = { width: 640, height: 360 };

const GSAP = await readFile(createRequire(import.meta.url).resolve('gsap/dist/gsap.min.js'));
const COLUMNS = 60;

interface Crowd {
  elements: number;
  durationSeconds: number;
  /** Of each element's window. Its neighbours begin before it and after it, evenly over the length. */
  windowSeconds: number;
  /**
   * Of so many elements in a row each counts from the one before it, by its id; the first says when it begins. Default: 1, every
   * element says a number.
   */
  chainLength?: number;
}

/** Timed elements with a window and a tween each. */
export function crowd({ elements, durationSeconds, windowSeconds, chainLength = 1 }: Crowd): SiteSource {
  const step = (durationSeconds - windowSeconds) / Math.max(1, elements - 1);
  const startOf = (index: number): string =>
    index % chainLength === 0 ? String(index * step) : `e${index - 1} - ${windowSeconds - step}`;
  const body = Array.from(
    { length: elements },
    (_, i) =>
      `<div id="e${i}" class="clip" data-start="${startOf(i)}" data-duration="${windowSeconds}" data-track-index="${i % 50}" ` +
      `style="left:${(i % COLUMNS) * 10}px;top:${(Math.floor(i / COLUMNS) % 60) * 6}px">${i}</div>`,
  ).join('\n');
  const script =
    `for (let i = 0; i < ${elements}; i++) ` +
    `timeline.fromTo('#e' + i, { opacity: 0, x: -20 }, { opacity: 1, x: 20, duration: ${windowSeconds / 2} }, i * ${step});`;
  return page(body, { durationSeconds, script });
}

/** Files of their own, one after the other, each with styles, a script, a timeline and four clips. */
export function manyChildren(count: number, secondsEach = 2): SiteSource {
  const hosts = Array.from(
    { length: count },
    (_, i) =>
      `<div data-composition-id="scene-${i}" data-composition-src="scenes/scene-${i}.html" data-start="${i * secondsEach}" ` +
      `data-duration="${secondsEach}" data-track-index="1"></div>`,
  );
  const scenes = Array.from({ length: count }, (_, i) => [`scenes/scene-${i}.html`, scene(i, secondsEach)]);
  return {
    ...page(hosts.join('\n'), { durationSeconds: count * secondsEach, script: '' }),
    ...Object.fromEntries(scenes),
  };
}

function scene(index: number, durationSeconds: number): string {
  const clips = Array.from(
    { length: 4 },
    (_, i) =>
      `<p id="line-${i}" class="line clip" data-start="${i * 0.2}" data-duration="${durationSeconds - i * 0.2}" data-track-index="${i}">Scene ${index}, line ${i}</p>`,
  );
  return (
    `<template id="scene-${index}-template"><div data-composition-id="scene-${index}" data-width="${SIZE.width}" data-height="${SIZE.height}">` +
    `<style>[data-composition-id="scene-${index}"] { background: hsl(${index * 9} 60% 30%) } .line { position: absolute; color: #fff } ` +
    `${[0, 1, 2, 3].map((i) => `#line-${i} { top: ${40 + i * 60}px }`).join(' ')}</style>` +
    `${clips.join('')}<script>(() => { const timeline = gsap.timeline({ paused: true }); ` +
    `timeline.from('.line', { x: -100, opacity: 0, duration: 0.5, stagger: 0.2 }); ` +
    `window.__timelines = window.__timelines || {}; window.__timelines['scene-${index}'] = timeline; })()</script></div></template>`
  );
}

function page(body: string, { durationSeconds, script }: { durationSeconds: number; script: string }) {
  return {
    'index.html':
      `<!doctype html><html><head><meta charset="utf-8"><script src="gsap.js"></script>` +
      `<style>body { background: #000 } .clip { position: absolute; color: #fff; font: 8px sans-serif }</style></head><body>` +
      `<div data-composition-id="main" data-width="${SIZE.width}" data-height="${SIZE.height}" data-fps="30" data-duration="${durationSeconds}">\n` +
      `${body}\n<script>window.__timelines = window.__timelines || {}; const timeline = gsap.timeline({ paused: true }); ${script} ` +
      `window.__timelines.main = timeline</script></div></body></html>`,
    'gsap.js': GSAP,
  };
}
