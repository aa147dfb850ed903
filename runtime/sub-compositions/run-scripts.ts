/**
 * Runs the scripts of all children: first what they load, once per address and in order, then what they have written out, each child
 * in its own scope, then their modules. One that throws spoils its own child.
 * @module
 */
import { afterWaiting } from '../clock/waiting-time.ts';
import { keepLate, type LateListeners } from './late-listeners.ts';
import type { Mount } from './mount.ts';
import { scopedGlobals } from './scoped-globals.ts';

/** A script that does not come is not waited for any longer. */
const SCRIPT_TIMEOUT_MS = 8_000;

export interface ChildScriptError {
  message: string;
  /** In the child's file; 0 when unknown. */
  line: number;
}

type OnError = (mount: Mount, error: ChildScriptError) => void;

export async function runScripts(mounts: readonly Mount[], onError: OnError): Promise<void> {
  const externals = externalUrls(mounts);
  if (externals.length > 0) await Promise.all(externals.map(loadScript));

  const late = mounts.map((mount) => {
    const guard = (run: () => void): void => {
      try {
        run();
      } catch (error) {
        onError(mount, toChildScriptError(error, mount.child.url));
      }
    };
    const listeners = keepLate(guard);
    guard(() => runInline(mount, listeners));
    return listeners;
  });
  for (const listeners of late) listeners.release();

  const scripts = mounts.flatMap(({ child }) => child.scripts);
  for (const script of scripts) if (script.kind === 'module') await loadElement(copyScript(script.element));
}

/** Addresses of what is to be loaded, without what the page has loaded itself. */
function externalUrls(mounts: readonly Mount[]): string[] {
  const own = new Set([...document.scripts].map(({ src }) => src));
  const urls = mounts.flatMap(({ child }) =>
    child.scripts.flatMap((script) => (script.kind === 'external' ? [script.url] : [])),
  );
  return [...new Set(urls)].filter((url) => !own.has(url));
}

function loadScript(url: string): Promise<void> {
  const element = document.createElement('script');
  element.src = url;
  // Scripts that are inserted run in the order in which they come unless told otherwise.
  element.async = false;
  return loadElement(element);
}

/** Resolves when the script has run, has failed, or has not come in time; a file that is missing is seen by whoever answers for files. */
function loadElement(element: HTMLScriptElement): Promise<void> {
  return new Promise((resolve) => {
    const waiting = afterWaiting(SCRIPT_TIMEOUT_MS, resolve);
    const settle = (): void => {
      waiting.cancel();
      resolve();
    };
    element.addEventListener('load', settle, { once: true });
    element.addEventListener('error', settle, { once: true });
    element.setAttribute('data-hf-child-script', '');
    document.body.append(element);
  });
}

/** A script that was parsed elsewhere does not run; a copy of it does. */
function copyScript(original: HTMLScriptElement): HTMLScriptElement {
  const copy = document.createElement('script');
  for (const { name, value } of original.attributes) copy.setAttribute(name, value);
  copy.textContent = original.textContent;
  return copy;
}

function runInline(mount: Mount, late: LateListeners): void {
  if (!mount.child.scripts.some(({ kind }) => kind === 'inline')) return;
  const globals = scopedGlobals(mount, late);
  // Evaluated in the global scope; unlike the function constructor this puts no lines of its own before the source.
  const run = window.eval(inlineSource(mount, Object.keys(globals))) as (...values: unknown[]) => void;
  run(...Object.values(globals));
}

/**
 * All of a child's inline scripts as one function of the given parameters, each on the lines it has in its file, so that errors name the
 * right ones. They share what they declare, as scripts of a page do. The function inside lets them declare the names that are shadowed.
 */
function inlineSource({ child }: Mount, parameters: readonly string[]): string {
  let source = '';
  let line = 1;
  for (const script of child.scripts) {
    if (script.kind !== 'inline') continue;
    const padding = '\n'.repeat(Math.max(0, script.line - line));
    const opening = source === '' ? `(function (${parameters.join(', ')}) { (function () {` : ';';
    source += padding + opening + script.text;
    line += padding.length + script.text.split('\n').length - 1;
  }
  return `${source}\n}).call(window); })\n//# sourceURL=${child.url}`;
}

function toChildScriptError(error: unknown, url: string): ChildScriptError {
  if (!(error instanceof Error)) return { message: String(error), line: 0 };
  const place = error.stack?.split('\n').find((frame) => frame.includes(`${url}:`)) ?? '';
  return { message: `${error.name}: ${error.message}`, line: Number(/:(\d+):\d+\)?$/.exec(place)?.[1] ?? 0) };
}
