/* 120 bars, 240 dots and 60 labels, each moved twice. Their number grows with the bench's `--elements`. */
(globalThis.SCENES ??= {}).dataStory = (() => {
  const TIMES = 1;
  let seed = 7;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  const elements = [];
  const motions = [];
  const moveTwice = (target, first, states) => {
    const [start, middle, end] = states;
    motions.push(
      { target, at: first, duration: 3, ease: 'power2.inOut', from: start, to: middle },
      { target, at: first + 6, duration: 3, ease: 'power2.inOut', from: middle, to: end },
    );
  };

  const bars = 120 * TIMES;
  for (let index = 0; index < bars; index++) {
    const id = `data-bar-${index}`;
    const width = 1720 / bars;
    elements.push({
      id,
      className: 'data-bar',
      style: {
        left: `${100 + index * width}px`,
        width: `${width - 3}px`,
        background: `hsl(${190 + (index * 130) / bars} 75% 55%)`,
      },
    });
    const heights = [0.02, 0.1 + random() * 0.9, 0.1 + random() * 0.9].map((scaleY) => ({ scaleY }));
    moveTwice(id, (index / bars) * 2, heights);
  }
  for (let index = 0; index < 240 * TIMES; index++) {
    const id = `data-dot-${index}`;
    elements.push({ id, className: 'data-dot', style: { background: `hsl(${(index * 7) % 360} 80% 60%)` } });
    const place = () => ({ x: 80 + random() * 1760, y: 160 + random() * 560 });
    moveTwice(id, random() * 3, [place(), place(), place()]);
  }
  for (let index = 0; index < 60 * TIMES; index++) {
    const id = `data-label-${index}`;
    elements.push({ id, className: 'data-label', text: `${Math.round(random() * 9_000 + 1_000) / 100} %` });
    const place = (opacity) => ({ x: 90 + random() * 1700, y: 160 + random() * 600, opacity });
    moveTwice(id, random() * 3, [place(0), place(1), place(1)]);
  }
  return { elements, motions };
})();
