/** A page may give ids of any length. */
const MAX_LENGTH = 200;

/** Short name of an element for messages: `h1#title`, `p.lead`, `img`. */
export function describeElement(element: Element): string {
  const tag = element.tagName.toLowerCase();
  const [firstClass] = element.classList;
  const mark = element.id ? `#${element.id}` : firstClass ? `.${firstClass}` : '';
  const name = tag + mark;
  return name.length > MAX_LENGTH ? `${name.slice(0, MAX_LENGTH - 1).toWellFormed()}…` : name;
}
