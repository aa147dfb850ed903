/** Short name of an element for messages: `h1#title`, `p.lead`, `img`. */
export function describeElement(element: Element): string {
  const tag = element.tagName.toLowerCase();
  if (element.id) return `${tag}#${element.id}`;
  const [firstClass] = element.classList;
  return firstClass ? `${tag}.${firstClass}` : tag;
}
