// Draws the year and gives each part one Web Animation that spans the whole story, so any time can be shown at once.

const STORY_SECONDS = 12;
const LEFT = 230;
const NOON = 600;
const DAY_PX = 4;
const MINUTE_PX = 720 / (24 * 60);
const JUNE_SOLSTICE = 171;
const DECEMBER_SOLSTICE = 354;
const EASE_OUT = 'cubic-bezier(0.16, 1, 0.3, 1)';
const EASE_IN_OUT = 'cubic-bezier(0.7, 0, 0.2, 1)';

/** Adds an SVG element to a parent; `text` is its content. */
function draw(parent, name, attributes, text = '') {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  document.querySelector(parent).append(element);
  return element;
}

/** Plays `[seconds, properties, easing towards the next]` as one animation of the story's length. */
function tell(element, steps) {
  const keyframes = steps.map(([seconds, properties, easing = 'linear']) => ({ ...properties, easing, offset: seconds / STORY_SECONDS }));
  element.animate([{ ...keyframes[0], offset: 0 }, ...keyframes, { ...keyframes.at(-1), offset: 1 }], {
    duration: STORY_SECONDS * 1000,
    fill: 'both',
  });
}

/** A value per city becomes steps: grow to the first, move to the second, move to the third. */
function cityByCity(day, toProperties, start) {
  const fromSummer = Math.abs(day - JUNE_SOLSTICE) / 194;
  const grow = 3.15 + (day / DAYS) * 0.95;
  const toLisbon = 6.1 + fromSummer * 0.35;
  const toSingapore = 8.5 + fromSummer * 0.35;
  const [first, second, third] = CITIES.map((city) => toProperties(city.minutes[day] * MINUTE_PX));
  return [
    [grow, start, EASE_OUT],
    [grow + 1.1, first],
    [toLisbon, first, EASE_IN_OUT],
    [toLisbon + 0.95, second],
    [toSingapore, second, EASE_IN_OUT],
    [toSingapore + 0.95, third],
  ];
}

/** Geometry of a bar of daylight: it grows both ways from noon. */
function barOf(height) {
  return { y: `${NOON - height / 2}px`, height: `${height}px` };
}

function drawDays() {
  for (let day = 0; day < DAYS; day++) {
    const bar = draw('.days', 'rect', { x: LEFT + day * DAY_PX, width: 3 });
    tell(bar, cityByCity(day, barOf, barOf(0)));
  }
}

function drawHours() {
  ['midnight', '6 am', 'noon', '6 pm', 'midnight'].forEach((label, index) => {
    const y = NOON + (index - 2) * 360 * MINUTE_PX;
    const line = draw('.hours', 'rect', { x: LEFT, y: y - 1, height: 2, width: DAYS * DAY_PX });
    const at = 2.9 + Math.abs(index - 2) * 0.12;
    tell(line, [[at, { width: '0px' }, EASE_IN_OUT], [at + 1, { width: `${DAYS * DAY_PX}px` }]]);
    const text = draw('.hours', 'text', { x: LEFT - 24, y: y + 10, 'text-anchor': 'end' }, label);
    tell(text, [[3.2 + index * 0.08, { fillOpacity: 0 }], [3.7 + index * 0.08, { fillOpacity: 1 }]]);
  });
}

function drawMonths() {
  const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  let firstDay = 0;
  names.forEach((name, month) => {
    const centre = firstDay + lengths[month] / 2;
    firstDay += lengths[month];
    const text = draw('.months', 'text', { x: LEFT + centre * DAY_PX, y: 1018, 'text-anchor': 'middle' }, name);
    const at = 3.2 + month * 0.075;
    tell(text, [[at, { fillOpacity: 0, y: '1044px' }, EASE_OUT], [at + 0.5, { fillOpacity: 1, y: '1018px' }]]);
  });
}

/** The solstices: a bright bar over the day's own, and its date, which rides on the bar's upper end. */
function drawSolstices() {
  for (const [day, label, anchor, dx] of [
    [JUNE_SOLSTICE, '21 June', 'middle', 0],
    [DECEMBER_SOLSTICE, '21 December', 'start', 0],
  ]) {
    const x = LEFT + day * DAY_PX;
    const bar = draw('.marks', 'rect', { x: x - 0.5, width: 4, rx: 2 });
    tell(bar, leaving(cityByCity(day, (height) => ({ ...barOf(height), fillOpacity: 1 }), { ...barOf(0), fillOpacity: 1 })));
    const text = draw('.marks', 'text', { 'text-anchor': anchor }, label);
    const place = (height) => ({ transform: `translate(${x + dx}px, ${NOON - height / 2 - 18}px)`, fillOpacity: 1 });
    tell(text, leaving(cityByCity(day, place, { ...place(0), fillOpacity: 0 })));
  }
}

/** The same steps and a fade before the outlines arrive. */
function leaving(steps) {
  const last = steps.at(-1)[1];
  return [...steps, [10.2, last], [10.6, { ...last, fillOpacity: 0 }]];
}

function hoursAndMinutes(minutes) {
  const rounded = Math.round(minutes);
  return `${Math.floor(rounded / 60)} h ${String(rounded % 60).padStart(2, '0')}`;
}

/** At the end the other cities come back as outlines, to be compared. */
function drawOutlines() {
  CITIES.slice(0, 2).forEach((city, index) => {
    for (const side of [-1, 1]) {
      const points = city.minutes.map((minutes, day) => `${LEFT + (day + 0.4) * DAY_PX} ${NOON + (side * minutes * MINUTE_PX) / 2}`);
      const path = draw('.outlines', 'path', { d: `M${points.join('L')}`, pathLength: 1, class: city.id });
      const at = 10.2 + index * 0.15;
      tell(path, [[at, { strokeDashoffset: 1 }, EASE_IN_OUT], [at + 0.9, { strokeDashoffset: 0 }]]);
    }
  });
  CITIES.forEach((city, index) => {
    const y = index === 2 ? NOON + 11 : NOON - (city.minutes[JUNE_SOLSTICE] * MINUTE_PX) / 2 - 20;
    const range = hoursAndMinutes(Math.max(...city.minutes) - Math.min(...city.minutes));
    const text = draw('.outlines', 'text', { x: LEFT + JUNE_SOLSTICE * DAY_PX, y, 'text-anchor': 'middle', class: city.id }, `${city.name} ${range}`);
    tell(text, [[10.7 + index * 0.15, { fillOpacity: 0, strokeOpacity: 0 }], [11.1 + index * 0.15, { fillOpacity: 1, strokeOpacity: 1 }]]);
  });
}

/** Stars on a sunflower spiral, each fading with the dawn in its turn. */
function drawStars() {
  for (let index = 1; index <= 150; index++) {
    const angle = index * 2.39996;
    const radius = 84 * Math.sqrt(index);
    const star = draw('.stars', 'circle', { cx: 760 + radius * Math.cos(angle) * 1.3, cy: 380 + radius * Math.sin(angle), r: 1.2 + (index % 4) * 0.55 });
    const at = (index % 13) * 0.06;
    tell(star, [[0, { fillOpacity: 0.25 + (index % 5) * 0.15 }], [0.25 + at, { fillOpacity: 0.9 - (index % 3) * 0.2 }, 'ease-in'], [0.9 + at, { fillOpacity: 0 }]]);
  }
}

/** The counters of counters.css count between these. */
function publishNumbers() {
  const root = document.querySelector('#root');
  for (const { id, minutes } of CITIES) {
    const longest = Math.round(Math.max(...minutes));
    const shortest = Math.round(Math.min(...minutes));
    root.style.setProperty(`--longest-${id}`, longest);
    root.style.setProperty(`--shortest-${id}`, shortest);
    root.style.setProperty(`--difference-${id}`, longest - shortest);
  }
}

publishNumbers();
drawStars();
drawHours();
drawDays();
drawMonths();
drawSolstices();
drawOutlines();
