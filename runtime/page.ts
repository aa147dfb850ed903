/**
 * `window.__edgereel`: readiness, facts and the end of a seek, for whoever drives the page.
 * @module
 */
import type { EdgereelPage } from '#contracts/page.ts';
import type { Adapter } from './adapters/adapter.ts';
import { whenSeekWorkDone } from './adapters/seek-event.ts';
import type { RealClock } from './clock/virtual-clock.ts';
import { describePage } from './describe-page.ts';
import type { Engine } from './engine.ts';
import { createFontCheck } from './readiness/fonts.ts';
import { createPictures } from './readiness/pictures.ts';
import { sleep, whenReady, type ReadinessCheck } from './readiness/when-ready.ts';
import type { ScriptErrors } from './script-errors.ts';
import type { Seeker } from './seeker.ts';

/** Between two looks at what a seek started. Most seeks start nothing and wait for nothing. */
const SEEK_POLL_INTERVAL_MS = 4;

export interface PageOptions {
  engine: Engine;
  seeker: Seeker;
  adapters: readonly Adapter[];
  real: RealClock;
  errors: ScriptErrors;
}

export function createPage({ engine, seeker, adapters, real, errors }: PageOptions): EdgereelPage {
  const pictures = createPictures();
  const documentLoaded: ReadinessCheck = () =>
    document.readyState === 'complete' ? [] : ['the load event of the document', ...pictures.pending()];
  const phases = [
    [documentLoaded, () => engine.missing()],
    // Their scripts have run, so what the page will show is known.
    [once(() => pictures.collectStyles()), createFontCheck(), () => pictures.pending(), createAdapterCheck(adapters)],
  ];

  return {
    async whenReady(timeoutMs) {
      const readiness = await whenReady(timeoutMs, { phases, real, hasScriptError: errors.hasAny });
      if (readiness.ready) seeker.discover();
      return readiness;
    },
    describe: () => describePage(engine.inferredDuration, pictures),
    async whenSeeked() {
      await whenSeekWorkDone();
      // Layout is what makes the browser ask for the fonts of new text.
      void document.documentElement.offsetWidth;
      while (document.fonts.status === 'loading' || pictures.pending().length > 0) await sleep(SEEK_POLL_INTERVAL_MS);
    },
  };
}

function once(start: () => void): ReadinessCheck {
  let isStarted = false;
  return () => {
    if (!isStarted) start();
    isStarted = true;
    return [];
  };
}

/** Adapters that load something of their own. One that fails counts as settled: what it shows then is what there is. */
function createAdapterCheck(adapters: readonly Adapter[]): ReadinessCheck {
  const loading = new Set<string>();
  const start = once(() => {
    for (const adapter of adapters) {
      if (!adapter.whenReady) continue;
      loading.add(adapter.name);
      adapter
        .whenReady()
        .catch(reportError)
        .finally(() => loading.delete(adapter.name));
    }
  });
  return () => {
    start();
    return [...loading].map((name) => `${name} adapter`);
  };
}
