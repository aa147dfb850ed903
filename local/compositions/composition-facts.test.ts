import { expect, test } from 'vitest';
import { readCompositionFacts } from './composition-facts.ts';

test('title, description, root attributes and variables are read', () => {
  const html = `<!doctype html>
    <html data-composition-variables='[{"id":"name","type":"string","label":"Name","default":"A &amp; B"}]'>
      <head><title>Cards &amp; more</title><meta name="description" content="It&#39;s a &quot;card&quot;"></head>
      <body><div id="root" data-composition-id="card" data-width="1280" data-height='720' data-fps=60 data-duration="6.5"></div></body>
    </html>`;
  expect(readCompositionFacts(html, 'card')).toEqual({
    title: 'Cards & more',
    description: `It's a "card"`,
    width: 1280,
    height: 720,
    fps: '60',
    durationSeconds: 6.5,
    variables: [{ id: 'name', type: 'string', label: 'Name', default: 'A & B' }],
  });
});

test('what is missing gets the defaults of the format', () => {
  expect(readCompositionFacts('<div data-composition-id="x"></div>', 'my-name')).toEqual({
    title: 'my-name',
    description: '',
    width: 1080,
    height: 1920,
    fps: '30',
    durationSeconds: 0,
    variables: [],
  });
});

test('the marked root wins over the first one, and scripts and comments are not markup', () => {
  const html = `<!-- <div data-composition-id="c" data-width="1"> --><script>"<div data-composition-id='s' data-width='2'>"</script>
    <div data-composition-id="a" data-width="100"></div><div data-composition-id="b" data-root="true" data-width="200"></div>`;
  expect(readCompositionFacts(html, 'x').width).toBe(200);
});

test('a fraction stays one, and a decimal rate falls back to the default', () => {
  expect(readCompositionFacts('<div data-composition-id="x" data-fps="60000/2002">', 'x').fps).toBe('30000/1001');
  expect(readCompositionFacts('<div data-composition-id="x" data-fps="29.97">', 'x').fps).toBe('30');
});
