import { lookInto, MAX_PROBES, nextStep, PROBE_INTERVAL_MS } from './page-probe.js';
import { parseMessage, toMessage } from './protocol.js';
import { injectRuntime } from './runtime-files.js';
import { TimelineDriver } from './timeline-driver.js';

/**
 * @typedef {import('./protocol.js').Report} Report
 *
 * @typedef {object} LinkEvents
 * @property {(report: Report) => void} onReport
 * @property {(status: number) => void} onRefusal The page's address answers with this HTTP status, 400 or above.
 * @property {(seconds: number) => void} onSilence Nothing to drive was found in this time. It may still turn up.
 * @property {(version: unknown) => void} onWrongVersion
 */

/** The way to one page in a frame: finds out what drives it, then carries controls there and reports back. */
export class CompositionLink {
  #iframe;
  #events;
  #probes = 0;
  #timer = 0;
  #isInjected = false;
  #hasSpoken = false;
  /** @type {TimelineDriver | null} */
  #driver = null;
  #fps = { numerator: 30, denominator: 1 };
  /** Number of the control sent last. */
  #controlId = 0;
  #closing = new AbortController();

  /** @param {HTMLIFrameElement} iframe @param {LinkEvents} events */
  constructor(iframe, events) {
    this.#iframe = iframe;
    this.#events = events;
    this.#timer = window.setInterval(() => this.#probe(), PROBE_INTERVAL_MS);
    const { signal } = this.#closing;
    window.addEventListener('message', (event) => this.#receive(event), { signal });
    iframe.addEventListener('load', () => void this.#askWhetherThere(iframe.src), { signal });
  }

  get lastControlId() {
    return this.#controlId;
  }

  /** @param {import('./protocol.js').Control} control @returns {number} Its number. */
  send(control) {
    const id = ++this.#controlId;
    if (this.#driver) this.#driver.obey(id, control);
    // An opaque origin has no name, so "*" is the only target that reaches it; nothing secret is said.
    else this.#iframe.contentWindow?.postMessage(toMessage(id, this.#fps, control), '*');
    return id;
  }

  close() {
    clearInterval(this.#timer);
    this.#driver?.close();
    this.#closing.abort();
  }

  /**
   * Asks for the HTTP status of a page that has loaded without a message: a composition sends one while it loads, an error page sends
   * none. Where the host does not let its answers be read, nothing is learned, and the probes go on.
   *
   * @param {string} src
   */
  async #askWhetherThere(src) {
    if (this.#hasSpoken || src === '') return;
    try {
      const { status, body } = await fetch(src, { credentials: 'omit', signal: this.#closing.signal });
      void body?.cancel().catch(() => {});
      if (status < 400 || this.#hasSpoken) return;
      clearInterval(this.#timer);
      this.#events.onRefusal(status);
    } catch {
      // Nothing is known, as before.
    }
  }

  /** @param {MessageEvent} event */
  #receive({ source, data }) {
    if (source !== this.#iframe.contentWindow || this.#driver) return;
    const parsed = parseMessage(data);
    if (parsed.kind === 'foreign') return;
    // Whatever it is, something drives this page.
    this.#hasSpoken = true;
    clearInterval(this.#timer);
    if (parsed.kind === 'report') this.#pass(parsed.report);
    else {
      this.close();
      this.#events.onWrongVersion(parsed.version);
    }
  }

  #probe() {
    this.#probes += 1;
    const page = lookInto(this.#iframe);
    const step = nextStep({ probes: this.#probes, page, isInjected: this.#isInjected });
    if (step === 'inject' && page) {
      this.#isInjected = true;
      injectRuntime(page.window.document);
    }
    if (step === 'drive-timeline' && page?.timeline) {
      clearInterval(this.#timer);
      this.#driver = new TimelineDriver({ ...page, timeline: page.timeline }, (report) => this.#pass(report));
    }
    if (step === 'give-up') {
      clearInterval(this.#timer);
      this.#events.onSilence((MAX_PROBES * PROBE_INTERVAL_MS) / 1000);
    }
  }

  /** @param {Report} report */
  #pass(report) {
    if (this.#closing.signal.aborted) return;
    if (report.type === 'timeline') this.#fps = report.fps;
    this.#events.onReport(report);
  }
}
