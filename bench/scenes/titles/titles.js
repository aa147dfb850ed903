/* Eight cards turn all the time; three lines of letters come and go over them. Nothing ever stands still. */
(globalThis.SCENES ??= {}).titles = (() => {
  const SECONDS = 10;
  const motions = [];
  const cards = Array.from({ length: 8 }, (_, index) => {
    const id = `titles-card-${index}`;
    const x = 150 + (index % 4) * 440;
    const y = 90 + Math.floor(index / 4) * 500;
    const turn = index % 2 === 0 ? 200 : -160;
    motions.push({
      target: id,
      at: 0,
      duration: SECONDS,
      ease: 'none',
      from: { rotation: index * 25 },
      to: { rotation: index * 25 + turn },
    });
    const hue = index * 42;
    return {
      id,
      style: {
        left: `${x}px`,
        top: `${y}px`,
        background: `linear-gradient(135deg, hsl(${hue} 85% 60%), hsl(${hue + 50} 80% 35%))`,
      },
    };
  });

  const lines = ['Kinetic titles', 'Shadows and light', 'Frame after frame'].map((text, lineIndex) => {
    const id = `titles-line-${lineIndex}`;
    const start = 0.2 + lineIndex * 3.2;
    motions.push(
      { target: id, at: start, duration: 0.1, ease: 'none', from: { opacity: 0 }, to: { opacity: 1 } },
      {
        target: id,
        at: start + 2.8,
        duration: 0.4,
        ease: 'power2.in',
        from: { opacity: 1, y: 0 },
        to: { opacity: 0, y: -120 },
      },
    );
    const letters = Array.from(text, (character, index) => {
      const letter = `${id}-${index}`;
      motions.push({
        target: letter,
        at: start + index * 0.04,
        duration: 0.8,
        ease: 'power3.out',
        from: { y: 180, rotation: index % 2 ? 30 : -30, opacity: 0 },
        to: { y: 0, rotation: 0, opacity: 1 },
      });
      return { id: letter, text: character };
    });
    return { id, letters };
  });
  motions.push({
    target: 'titles-tag',
    at: 0,
    duration: SECONDS,
    ease: 'none',
    from: { x: -500 },
    to: { x: 500 },
  });
  return { cards, lines, motions };
})();
