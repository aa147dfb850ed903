/**
 * The element of the page with this id.
 *
 * @template {typeof HTMLElement} Kind
 * @param {string} id
 * @param {Kind} kind Class the element must have.
 * @returns {InstanceType<Kind>}
 */
export function byId(id, kind) {
  const node = document.getElementById(id);
  if (!(node instanceof kind)) throw new TypeError(`#${id} must be a ${kind.name}.`);
  return /** @type {InstanceType<Kind>} */ (node);
}
