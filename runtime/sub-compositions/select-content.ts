/**
 * What of a child's file is mounted.
 * @module
 */

export interface Selection {
  content: DocumentFragment;
  /** What belongs to the content outside it: nothing to a template, the head to a body. */
  head: HTMLHeadElement | null;
}

/** `#<id>-template`; else the body when it holds the composition itself; else the first template that holds one; else the body. */
export function selectContent(file: Document, compositionId: string | null): Selection {
  const templates = [...file.querySelectorAll('template')];
  const named = templates.find(({ id }) => compositionId !== null && id === `${compositionId}-template`);
  if (named) return { content: named.content, head: null };
  const first = templates.find(({ content }) => content.querySelector('[data-composition-id]'));
  if (first && !(compositionId !== null && findById(file.body, compositionId))) {
    return { content: first.content, head: null };
  }
  const content = document.createDocumentFragment();
  content.append(...file.body.childNodes);
  return { content, head: file.head };
}

/** The composition's own element: the one with the host's id, or the first for a host without. Null: all of it is mounted as it is. */
export function findInnerRoot(content: ParentNode, compositionId: string | null): HTMLElement | null {
  if (compositionId === null) return content.querySelector<HTMLElement>('[data-composition-id]');
  return findById(content, compositionId);
}

function findById(container: ParentNode, compositionId: string): HTMLElement | null {
  return container.querySelector<HTMLElement>(`[data-composition-id="${CSS.escape(compositionId)}"]`);
}
