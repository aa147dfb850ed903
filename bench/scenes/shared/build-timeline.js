/* Motions as data (the Remotion versions read the same) become one paused GSAP timeline, registered for the render. */
globalThis.buildTimeline = (compositionId, motions) => {
  const timeline = gsap.timeline({ paused: true });
  const seen = new Set();
  for (const { target, at, duration, ease, from, to } of motions) {
    // The first motion of an element also says how it looks before; a later one must not.
    const immediateRender = !seen.has(target);
    seen.add(target);
    timeline.fromTo(`#${target}`, { ...from }, { ...to, duration, ease, immediateRender }, at);
  }
  globalThis.__timelines = globalThis.__timelines ?? {};
  globalThis.__timelines[compositionId] = timeline;
  return timeline;
};

/* <div id class>text</div>, appended. */
globalThis.addElement = (parent, tag, { id, className, text, style }) => {
  const element = document.createElement(tag);
  if (id) element.id = id;
  if (className) element.className = className;
  if (text) element.textContent = text;
  Object.assign(element.style, style);
  return parent.appendChild(element);
};
