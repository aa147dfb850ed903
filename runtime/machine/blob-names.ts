/**
 * The addresses that the browser makes up for blobs are random, and must stay what they are: files are loaded by them. Text that shows one,
 * in the document or on a canvas, shows a name in its place that counts the blobs of the page.
 * @module
 */

/** Text of these is no text of the page. */
const NOT_SHOWN = 'script, style, noscript, template';

/** From now on. */
export function installBlobNames(): void {
  const names = new Map<string, string>();
  let watch: MutationObserver | undefined;
  const { createObjectURL } = URL;

  URL.createObjectURL = (object) => {
    const address = createObjectURL.call(URL, object);
    names.set(address, nameOf(address, names.size + 1));
    watch ??= nameInDocument(withNames);
    return address;
  };
  for (const context of canvasContexts()) nameOnCanvas(context, withNames);

  function withNames(text: string): string {
    if (names.size === 0 || !text.includes('blob:')) return text;
    return text.replaceAll(
      /blob:\S*?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g,
      (found) => names.get(found) ?? found,
    );
  }
}

const nameOf = (address: string, count: number): string =>
  address.replace(/[^/]*$/, `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`);

/** Before the next picture: what watches is called when a script has ended. */
function nameInDocument(withNames: (text: string) => string): MutationObserver {
  const visit = (node: Node): void => {
    if (node instanceof Text) rename(node);
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) rename(text as Text);
  };
  const rename = (text: Text): void => {
    const named = withNames(text.data);
    if (named !== text.data && !text.parentElement?.closest(NOT_SHOWN)) text.data = named;
  };
  const watch = new MutationObserver((records) => {
    for (const { type, target, addedNodes } of records) {
      if (type === 'characterData') visit(target);
      else addedNodes.forEach(visit);
    }
  });
  watch.observe(document, { subtree: true, childList: true, characterData: true });
  return watch;
}

type TextContext = Pick<CanvasRenderingContext2D, 'fillText' | 'strokeText' | 'measureText'>;

function canvasContexts(): TextContext[] {
  const kinds = globalThis as {
    CanvasRenderingContext2D?: { prototype: TextContext };
    OffscreenCanvasRenderingContext2D?: { prototype: TextContext };
  };
  return [kinds.CanvasRenderingContext2D, kinds.OffscreenCanvasRenderingContext2D].flatMap(
    (kind) => kind?.prototype ?? [],
  );
}

function nameOnCanvas(context: TextContext, withNames: (text: string) => string): void {
  const { fillText, strokeText, measureText } = context;
  context.fillText = function (text, ...place) {
    fillText.call(this, withNames(String(text)), ...place);
  };
  context.strokeText = function (text, ...place) {
    strokeText.call(this, withNames(String(text)), ...place);
  };
  context.measureText = function (text) {
    return measureText.call(this, withNames(String(text)));
  };
}
