// The whole film is one paused timeline; the runtime puts it at a time, so nothing here may depend on anything but that time.

/** Wraps each letter of an element in a span, so that letters can move alone. */
function split(element) {
  const letters = [...element.textContent].map((character) => {
    const letter = document.createElement('span');
    letter.className = 'letter';
    letter.textContent = character;
    return letter;
  });
  element.replaceChildren(...letters);
}

document.querySelectorAll('[data-split], [data-type]').forEach(split);

const RULER_PX = 1220;
const ruler = document.querySelector('.ruler');
for (let index = 0; index <= 60; index++) {
  const tick = document.createElement('i');
  tick.className = index % 10 === 0 ? 'tick major' : 'tick';
  tick.style.left = `${(index * RULER_PX) / 60 - 1.5}px`;
  ruler.append(tick);
}

// Plain 2D transforms: letters are painted into their scene instead of becoming a compositor layer each.
gsap.config({ force3D: false });
const film = gsap.timeline({ paused: true, defaults: { ease: 'expo.out', duration: 0.9 } });

film.fromTo('.count', { textContent: 0 }, { textContent: 299, duration: 9.9667, ease: 'none', snap: { textContent: 1 } }, 0);

// Write it in <html>
film
  .fromTo('.halo', { scale: 0.6, xPercent: 12, rotation: -50 }, { scale: 1, xPercent: 0, rotation: 12, duration: 2.9, ease: 'power3.out' }, 0)
  .from('.write-line .letter', { yPercent: 66, rotation: 5, transformOrigin: '0% 100%', stagger: 0.055, duration: 1.0 }, 0)
  .from('.write-small .letter', { yPercent: 110, stagger: 0.04, duration: 0.7 }, 0.45)
  .from('.tag', { y: 440, rotation: -9, scale: 0.86, transformOrigin: '0% 100%', duration: 0.9, ease: 'back.out(1.3)' }, 0.45)
  .from('[data-type] .letter', { display: 'none', duration: 0.001, stagger: 0.08, ease: 'none' }, 0.8)
  .fromTo('.caret', { opacity: 1 }, { opacity: 0, duration: 0.001, repeat: 5, yoyo: true, repeatDelay: 0.2, ease: 'none' }, 1.4)
  .to('.write-line', { x: -30, duration: 1.6, ease: 'sine.inOut' }, 1.1)
  .to('.tag', { x: 40, rotation: 1.6, duration: 1.55, ease: 'sine.inOut' }, 1.35);

// Columns rise over the first scene and leave upwards from the second.
film
  .fromTo('.wipe i', { yPercent: 101 }, { yPercent: 0, duration: 0.62, ease: 'expo.inOut', stagger: 0.05 }, 2.2)
  .to('.wipe i', { yPercent: -101, duration: 0.68, ease: 'expo.inOut', stagger: 0.05 }, 2.86)
  .fromTo('.counter', { color: '#110c18' }, { color: '#f5ede0', duration: 0.1, ease: 'none' }, 2.68);

// Move it like film
film
  .fromTo('.strip-top', { x: -60 }, { x: -760, duration: 3.2, ease: 'none' }, 2.9)
  .fromTo('.strip-bottom', { x: -900 }, { x: -180, duration: 3.2, ease: 'none' }, 2.9)
  .fromTo('.glow-warm', { x: -200, y: 0 }, { x: 520, y: 160, duration: 3.2, ease: 'sine.inOut' }, 2.9)
  .fromTo('.glow-cool', { x: 220, y: 120 }, { x: -480, y: -220, duration: 3.2, ease: 'sine.inOut' }, 2.9)
  .from('.swell .letter', { y: 260, opacity: 0, stagger: 0.06, duration: 0.8 }, 3.08)
  .fromTo('.swell .letter', { fontWeight: 100 }, { fontWeight: 900, duration: 0.5, ease: 'sine.inOut', stagger: { each: 0.11, repeat: 1, yoyo: true } }, 3.26)
  .to('.swell .letter', { y: -340, opacity: 0, stagger: 0.045, duration: 0.5, ease: 'power3.in' }, 4.2)
  .from('.bar-top', { yPercent: -100, duration: 0.8, ease: 'expo.inOut' }, 4.2)
  .from('.bar-bottom', { yPercent: 100, duration: 0.8, ease: 'expo.inOut' }, 4.2)
  .to('.strip', { opacity: 0, duration: 0.5, ease: 'power1.inOut' }, 4.2)
  .from('.film', { y: 190, opacity: 0, duration: 0.9, ease: 'power4.out' }, 4.62)
  .fromTo('.film', { scale: 0.94 }, { scale: 1.06, duration: 1.6, ease: 'sine.out' }, 4.62)
  .fromTo('.film-text', { backgroundPosition: '100% 0%' }, { backgroundPosition: '0% 0%', duration: 1.4, ease: 'power1.inOut' }, 4.66);

// Ship it as video: the letterbox opens onto a drum of words, whose last turn leaves room for the play button.
film.fromTo('#ship', { clipPath: 'inset(50% 0% 50% 0%)' }, { clipPath: 'inset(0% 0% 0% 0%)', duration: 0.6, ease: 'expo.inOut' }, 5.8);
document.querySelectorAll('.drum span').forEach((face, index) => {
  const angle = index * 36;
  film.fromTo(
    face,
    { rotationX: angle - 100, transformOrigin: '50% 50% -560px' },
    { rotationX: angle - 66, duration: 0.95, ease: 'power1.inOut' },
    5.8,
  );
});
film
  .to('.drum span', { rotationX: '+=190', duration: 0.62, ease: 'power2.in' }, 6.5)
  .to('.drum', { opacity: 0, scale: 1.35, duration: 0.3, ease: 'power2.in' }, 6.74)
  .from('.as', { y: 180, opacity: 0, duration: 0.6 }, 6.98)
  .from('.vee', { y: -820, rotation: 75, duration: 0.62, ease: 'back.out(0.9)' }, 6.92)
  .from('.ideo .letter', { yPercent: 110, stagger: 0.045, duration: 0.6 }, 7.0)
  .to('.vee', { rotation: -90, duration: 0.42, ease: 'back.inOut(1.5)' }, 7.62)
  .to('.as, .ideo', { opacity: 0, duration: 0.2, ease: 'power1.in' }, 7.94)
  .to('.vee', { scale: 24, x: 340, duration: 0.46, ease: 'expo.in' }, 7.86);

// End card
film
  .fromTo('#end', { autoAlpha: 0 }, { autoAlpha: 1, duration: 0.14, ease: 'none' }, 8.2)
  .from('.horizon', { y: 320, scale: 0.8, duration: 1.5 }, 8.2)
  .from('.wordmark .letter', { yPercent: 115, rotation: 10, transformOrigin: '0% 100%', stagger: 0.035, duration: 0.85 }, 8.24)
  .from('.tick', { scaleY: 0, stagger: 0.006, duration: 0.5 }, 8.36)
  .from('.playhead', { scaleY: 0, duration: 0.4, ease: 'back.out(2)' }, 8.36)
  .to('.playhead', { x: RULER_PX, duration: 1.15, ease: 'power3.inOut' }, 8.5)
  .from('.tagline span', { y: 46, opacity: 0, stagger: 0.14, duration: 0.7 }, 8.65);

// Each tween takes its start values now, in order; later it would take them from whatever frame is shown first.
film.progress(1, true).progress(0, true);

window.__timelines = window.__timelines || {};
window.__timelines['kinetic-titles'] = film;
