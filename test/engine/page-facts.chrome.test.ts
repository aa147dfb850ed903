/** Facts about machine and run that a page can read, and could draw as text, are the same everywhere, in windows and in frames. */
import { spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { composition } from '../../container/testing/compositions.ts';
import { startTestNode, type TestNode } from '../../container/testing/engine-fixture.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode();
});
afterAll(() => node[Symbol.asyncDispose]());

/** Source of a function that reads everything that could differ by machine or run. */
const READ_FACTS = `async function readFacts() {
  const entry = performance.mark('mark');
  const event = new Event('x');
  const facts = {
    dates: [Date.now(), new Date().toString(), performance.now(), performance.timeOrigin, event.timeStamp, JSON.stringify(performance)],
    marks: [entry.startTime, performance.measure('m', 'mark').duration, performance.measure('n').duration],
    random: [Math.random(), String(crypto.getRandomValues(new Uint8Array(4)))],
    machine: [navigator.hardwareConcurrency, navigator.deviceMemory, navigator.platform, navigator.userAgent, navigator.appVersion,
      navigator.language, String(navigator.languages), navigator.onLine, Intl.DateTimeFormat().resolvedOptions().timeZone],
    connection: navigator.connection ? [navigator.connection.downlink, navigator.connection.rtt, navigator.connection.effectiveType] : [],
    memory: [performance.memory?.jsHeapSizeLimit, performance.memory?.usedJSHeapSize],
  };
  facts.screen = [screen.width, screen.height, screen.availWidth, screen.availHeight, screen.colorDepth, screen.orientation.type,
    outerWidth, outerHeight, screenX, screenY, devicePixelRatio, history.length];
  facts.document = [document.lastModified, document.timeline.currentTime, document.referrer];
  facts.entries = performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource'))
    .map((known) => [known.startTime, known.duration, known.responseEnd, known.domComplete, JSON.stringify(known).replace(/[^0-9]*(encoded|decoded)BodySize":\\d+/g, '')]).slice(0, 1);
  facts.timing = performance.timing.loadEventEnd + performance.timing.navigationStart;
  const audio = new AudioContext();
  facts.audio = [audio.currentTime, audio.sampleRate, audio.baseLatency, audio.outputLatency];
  facts.idle = await new Promise((resolve) => requestIdleCallback((deadline) => resolve(deadline.timeRemaining()), { timeout: 50 }));
  return facts;
}`;

const PAGE = composition(
  `<pre id="out" style="color:#fff;font:4px monospace;white-space:pre-wrap"></pre>
   <iframe srcdoc="<script>${READ_FACTS.replaceAll('"', '&quot;')} parent.inFrame = readFacts()</script>"></iframe>
   <script>${READ_FACTS}
    const collect = async () => {
      const all = { page: await readFacts(), frame: await inFrame };
      for (const [place, facts] of Object.entries(all)) for (const [name, value] of Object.entries(facts))
        setTimeout(() => { throw place + '.' + name + '=' + JSON.stringify(value) });
      return all;
    };
    let collected;
    addEventListener('hf-seek', ({ detail }) => detail.waitUntil((async () => {
      out.textContent = JSON.stringify(await (collected ??= collect()));
    })()));
   </script>`,
);

/** Facts by name. The page reports each by throwing it. */
async function readAll(): Promise<Record<string, unknown>> {
  await using page = await node.openPage(PAGE, {});
  await page.seek(0);
  await page.seek(0.5);
  await page.seek(0.5);
  const lines = page.scriptErrors.map(({ message }) => message.replace(/^Uncaught /, ''));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}

test('text that shows the address of a blob is the same in every run, and the blob is there', async () => {
  const site = composition(
    `<p id="in"></p><p></p><canvas width="320" height="40"></canvas><img><script>
      const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="red"/></svg>';
      const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
      document.querySelector('#in').textContent = 'from ' + address + '!';
      document.querySelectorAll('p')[1].innerHTML = '<b>' + URL.createObjectURL(new Blob(['x'])) + '</b>';
      const context = document.querySelector('canvas').getContext('2d');
      context.fillStyle = '#fff';
      context.fillText(address, 0, 20);
      document.querySelector('img').src = address;
    </script>`,
    { style: 'p{color:#fff;font:8px monospace}' },
  );
  const { planHash } = await node.plan(site);
  const draw = async () => [...(await node.pictures(planHash, [[0, 1]])).values()][0]!;
  const picture = await draw();
  expect(new Set(picture).size).toBeGreaterThan(20);
  expect((await draw()).equals(picture)).toBe(true);
});

test('it is the same in two runs, one of them on a machine that does something else', async () => {
  const quiet = await readAll();
  const loads = [1, 2].map(() => spawn(process.execPath, ['-e', 'for (;;);']));
  const busy = await readAll().finally(() => loads.forEach((load) => load.kill('SIGKILL')));
  expect(Object.keys(quiet).length).toBeGreaterThan(20);
  expect(busy).toEqual(quiet);
  for (const place of ['page', 'frame']) {
    expect(quiet[`${place}.machine`]).toMatch(
      /^\[4,8,"Linux x86_64","Mozilla\/5\.0 \(X11; Linux x86_64\).*"en-US","en-US",true,"UTC"\]$/,
    );
    expect(quiet[`${place}.dates`]).toMatch(/^\[0,"Thu Jan 01 1970 00:00:00 GMT\+0000 \(.*\)",0,0,0,/);
  }
  expect(quiet['page.screen']).toBe('[320,180,320,180,24,"landscape-primary",320,180,0,0,1,2]');
});
