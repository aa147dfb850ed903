/**
 * The scripts of a child, taken out of its markup so that they run when the page is there, and in the child's scope.
 * @module
 */
export type ChildScript =
  | { kind: 'external'; url: string }
  /** `line` is where its text begins in the file, from 1; 0 when unknown. */
  | { kind: 'inline'; text: string; line: number }
  | { kind: 'module'; element: HTMLScriptElement };

const CLASSIC_TYPES = ['', 'text/javascript', 'application/javascript', 'text/ecmascript', 'application/ecmascript'];

/** Removes the scripts a browser would run. Data blocks stay where they are. `fileText` is what the container was parsed from. */
export function takeScripts(container: ParentNode, fileText: string): ChildScript[] {
  const scripts = [...container.querySelectorAll('script')].filter(isRunnable);
  for (const element of scripts) element.remove();
  return scripts.filter(({ noModule }) => !noModule).map((element) => toChildScript(element, fileText));
}

function isRunnable({ type }: HTMLScriptElement): boolean {
  return type === 'module' || CLASSIC_TYPES.includes(type.trim().toLowerCase());
}

function toChildScript(element: HTMLScriptElement, fileText: string): ChildScript {
  if (element.type === 'module') return { kind: 'module', element };
  const source = element.getAttribute('src');
  if (source !== null) return { kind: 'external', url: new URL(source, document.baseURI).href };
  const text = element.textContent ?? '';
  const at = fileText.indexOf(text);
  return { kind: 'inline', text, line: at === -1 ? 0 : fileText.slice(0, at).split('\n').length };
}
