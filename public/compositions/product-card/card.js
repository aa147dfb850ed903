// Variables become text, custom properties and attributes first; then one paused timeline moves the result.

const DIGIT_TURNS = 2;
const { name, price, accent, backdrop, limited } = window.__hyperframes.getVariables();
const amount = price.toLocaleString('en-US', { minimumFractionDigits: Number.isInteger(price) ? 0 : 2, maximumFractionDigits: 2 });
const root = document.querySelector('#root');

root.dataset.backdrop = backdrop;
root.dataset.limited = String(limited);
root.style.setProperty('--accent', accent);
root.style.setProperty('--hero-size', `${heroSizePx(name)}px`);
root.style.setProperty('--name-size', `${nameSizePx(name)}px`);
root.style.setProperty('--price-size', `${priceSizePx(amount)}px`);
document.querySelectorAll('p[data-name]').forEach((element) => (element.textContent = name));
document.querySelector('h1[data-name]').append(...maskedWords(name));
document.querySelector('.price').append(...priceReels(amount));

/** Sizes come from the letter count, not from measuring, so that they never depend on when a font arrives. */
function heroSizePx(text) {
  const isOneLine = text.length <= 22;
  return Math.min(isOneLine ? 360 : 180, Math.round((isOneLine ? 3060 : 5400) / Math.max(text.length, 1)));
}

function nameSizePx(text) {
  const longestWord = Math.max(...text.split(/\s+/).map((word) => word.length));
  const byWord = 1330 / Math.max(longestWord, 1);
  const byLines = text.length <= 12 ? 148 : text.length <= 22 ? 124 : text.length <= 36 ? 96 : 76;
  return Math.round(Math.min(byWord, byLines));
}

function priceSizePx(text) {
  return Math.min(138, Math.round(760 / (text.length + 0.7)));
}

function maskedWords(text) {
  return text.split(/\s+/).flatMap((word, index) => {
    const mask = document.createElement('span');
    const inner = document.createElement('span');
    mask.className = 'word';
    inner.textContent = word;
    mask.append(inner);
    return index === 0 ? [mask] : [' ', mask];
  });
}

/** One reel per digit, to be rolled to its place; signs and separators stand still. */
function priceReels(text) {
  const sign = document.createElement('span');
  sign.className = 'sign';
  sign.textContent = '$';
  const parts = [...text].map((character) => {
    const part = document.createElement('span');
    if (!/\d/.test(character)) {
      part.textContent = character;
      return part;
    }
    const reel = document.createElement('span');
    reel.className = 'reel';
    reel.textContent = Array.from({ length: DIGIT_TURNS * 10 }, (_, digit) => digit % 10).join('\n');
    reel.dataset.digit = character;
    part.className = 'digit';
    part.append(reel);
    return part;
  });
  return [sign, ...parts];
}

gsap.config({ force3D: false });
gsap.set('.rig', { scale: 0.8, transformOrigin: '50% 100%' });
const card = gsap.timeline({ paused: true, defaults: { ease: 'expo.out', duration: 1 } });

// The lamp is set down in the dark, flickers twice and lights the room.
card
  .from('.rig', { y: 640, duration: 1.15, ease: 'power4.out' }, 0)
  .from('.shadow', { scale: 0.4, opacity: 0, duration: 0.9, ease: 'power2.out' }, 0.2)
  .from('.hero-dark', { y: 60, opacity: 0, duration: 1 }, 0.05)
  .fromTo('.lit', { opacity: 0 }, { opacity: 0.5, duration: 0.05, ease: 'none' }, 1.0)
  .to('.lit', { opacity: 0.06, duration: 0.07, ease: 'none' }, 1.06)
  .to('.lit', { opacity: 0.75, duration: 0.05, ease: 'none' }, 1.17)
  .to('.lit', { opacity: 0.28, duration: 0.06, ease: 'none' }, 1.23)
  .to('.lit', { opacity: 1, duration: 0.55, ease: 'power2.out' }, 1.33)
  .fromTo('.hero-lit', { clipPath: 'circle(0% at 50% 60%)' }, { clipPath: 'circle(66% at 50% 60%)', duration: 1, ease: 'power3.out' }, 1.3)
  .to('.rig', { scale: 0.84, duration: 1.1, ease: 'sine.inOut' }, 1.3);

// The room folds into a card and makes space for the facts.
card
  .to('.hero', { y: -70, opacity: 0, duration: 0.5, ease: 'power3.in' }, 2.35)
  .fromTo(
    '#room',
    { clipPath: 'inset(0px 0px 0px 0px round 0px)' },
    { clipPath: 'inset(60px 988px 60px 60px round 56px)', duration: 1.1, ease: 'expo.inOut' },
    2.4,
  )
  .to('.rig', { x: -464, y: -6, scale: 1, duration: 1.1, ease: 'expo.inOut' }, 2.4)
  .to('.wall-lit', { x: -464, scale: 1.12, duration: 1.1, ease: 'expo.inOut' }, 2.4)
  .from('.eyebrow i', { scaleX: 0, transformOrigin: '0 50%', duration: 0.7 }, 3.05)
  .from('.eyebrow span', { x: 40, opacity: 0, duration: 0.7 }, 3.1)
  .from('.word > span', { yPercent: 118, rotation: 4, transformOrigin: '0 100%', stagger: 0.09, duration: 0.95 }, 3.1)
  .from('.specs li > span', { y: 34, opacity: 0, stagger: 0.06, duration: 0.8 }, 3.4)
  .from('.meter', { scaleX: 0, stagger: 0.12, duration: 0.9, ease: 'power3.inOut' }, 3.3)
  .from('.meter b', { scaleX: 0, stagger: 0.14, duration: 1.1, ease: 'power3.inOut' }, 3.55)
  .from('.price', { y: 50, opacity: 0, duration: 0.7 }, 3.7)
  .from('.pill', { scale: 0.7, opacity: 0, duration: 0.7, ease: 'back.out(1.7)' }, 4.15)
  .from('#seal', { scale: 0, rotation: -120, duration: 0.9, ease: 'back.out(1.5)' }, 3.9)
  .to('#seal svg', { rotation: 80, transformOrigin: '50% 50%', duration: 5.1, ease: 'sine.out' }, 3.9);
document.querySelectorAll('.reel').forEach((reel, index) => {
  const rows = (DIGIT_TURNS - 1) * 10 + Number(reel.dataset.digit);
  card.fromTo(reel, { yPercent: 0 }, { yPercent: (-100 * rows) / (DIGIT_TURNS * 10), duration: 1.5 + index * 0.18, ease: 'power3.out' }, 3.68);
});

// What the second fact says is shown: the light follows its slider down and up again.
card
  .to('.dimmer', { scaleX: 0.1, duration: 0.8, ease: 'sine.inOut' }, 5.7)
  .to('.lit', { opacity: 0.16, duration: 0.8, ease: 'sine.inOut' }, 5.7)
  .to('.dimmer', { scaleX: 1, duration: 0.9, ease: 'power2.inOut' }, 6.7)
  .to('.lit', { opacity: 1, duration: 0.9, ease: 'power2.inOut' }, 6.7)
  .to('.rig', { y: -12, scale: 1.025, duration: 3.4, ease: 'sine.inOut' }, 5.4);

// Each tween takes its start values now, in order; later it would take them from whatever frame is shown first.
card.progress(1, true).progress(0, true);

window.__timelines = window.__timelines || {};
window.__timelines['product-card'] = card;
