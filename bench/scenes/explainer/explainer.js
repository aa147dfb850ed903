/* A card every five seconds: it comes in within 1.2 s, stands still for 3.5 s, goes in 0.3 s. Enough cards for a minute. */
(globalThis.SCENES ??= {}).explainer = (() => {
  const SECONDS_PER_CARD = 5;
  const TITLES = [
    'Write a page',
    'Add a timeline',
    'Look at it',
    'Render it',
    'Plan first',
    'Cut into chunks',
    'Seek, do not play',
  ];
  TITLES.push('Encode once', 'Join the chunks', 'Mix the sound', 'Check the file', 'Ship it');
  const POINTS = [
    'Plain HTML and CSS, nothing to compile',
    'The same picture for the same frame',
    'One file comes out at the end',
  ];
  const motions = [];
  const cards = TITLES.map((title, index) => {
    const id = `explainer-${index}`;
    const start = index * SECONDS_PER_CARD;
    motions.push(
      {
        target: id,
        at: start,
        duration: 0.6,
        ease: 'power3.out',
        from: { y: 120, opacity: 0 },
        to: { y: 0, opacity: 1 },
      },
      {
        target: id,
        at: start + 4.7,
        duration: 0.3,
        ease: 'power2.in',
        from: { opacity: 1, x: 0 },
        to: { opacity: 0, x: -200 },
      },
    );
    const points = POINTS.map((text, row) => {
      const point = `${id}-${row}`;
      motions.push({
        target: point,
        at: start + 0.3 + row * 0.15,
        duration: 0.6,
        ease: 'power3.out',
        from: { x: 80, opacity: 0 },
        to: { x: 0, opacity: 1 },
      });
      return { id: point, text };
    });
    return { id, number: String(index + 1), title, points, hue: index * 30 };
  });
  return { cards, motions };
})();
