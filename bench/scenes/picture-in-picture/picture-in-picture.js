/* The small picture wanders from corner to corner. */
(globalThis.SCENES ??= {}).pictureInPicture = {
  motions: [
    { target: 'pip-frame', at: 2, duration: 2, ease: 'power2.inOut', from: { x: 0, y: 0 }, to: { x: 0, y: -640 } },
    {
      target: 'pip-frame',
      at: 6,
      duration: 2,
      ease: 'power2.inOut',
      from: { x: 0, y: -640 },
      to: { x: -1180, y: -640 },
    },
  ],
};
