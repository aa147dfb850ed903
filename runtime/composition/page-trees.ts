/**
 * The trees a page is made of: the document, and the shadow trees in it, whose animations and drawings the document does not list.
 * @module
 */

export type PageTree = Document | ShadowRoot;

export interface PageTrees {
  /** Closed shadow trees are there too, unless the markup declares them. */
  all(): PageTree[];
}

/** Must run before the page's scripts, to see what they attach. */
export function watchPageTrees(): PageTrees {
  const shadowRoots = new Set<ShadowRoot>();
  const attachShadow = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    const root = attachShadow.call(this, init);
    shadowRoots.add(root);
    return root;
  };
  const noteDeclared = (tree: PageTree): void => {
    for (const { shadowRoot } of tree.querySelectorAll('*')) {
      if (!shadowRoot) continue;
      shadowRoots.add(shadowRoot);
      noteDeclared(shadowRoot);
    }
  };
  document.addEventListener('DOMContentLoaded', () => noteDeclared(document), { once: true });
  return { all: () => [document, ...shadowRoots] };
}
