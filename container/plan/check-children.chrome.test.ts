import { afterAll, beforeAll, expect, test } from 'vitest';
import { composition } from '../testing/compositions.ts';
import { startTestNode, type TestNode } from '../testing/engine-fixture.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode();
});
afterAll(() => node[Symbol.asyncDispose]());

test('sub-compositions that cannot be used fail the plan, all of them at once', async () => {
  const site = {
    'index.html': composition(
      '<i data-composition-src="none.html"></i><i data-composition-src="bare.html"></i><i data-composition-src="{{scene}}.html"></i>',
    ),
    'bare.html': '<p>Hi</p>',
  };
  await expect(node.plan(site)).rejects.toMatchObject({
    code: 'EMPTY_COMPOSITION',
    message: expect.stringMatching(
      /none\.html \(in i\) does not exist; bare\.html \(in i\) has no element with data-composition-id/,
    ),
    details: { children: [{ file: 'none.html' }, { file: 'bare.html' }] },
  });
});

test('a script of a sub-composition that throws is a warning, unless it is not forgiven', async () => {
  const site = {
    'index.html': composition('<div data-composition-src="scene.html"></div>'),
    'scene.html': '<template><div data-composition-id="scene"><script>\nnull.x</script></div></template>',
  };
  const { warnings } = await node.plan(site);
  expect(warnings).toContainEqual(
    expect.objectContaining({
      code: 'sub_timeline_script_failure',
      severity: 'error',
      details: { compositionId: 'scene', file: 'scene.html', line: 2 },
    }),
  );
  await expect(node.plan(site, { strictness: 'strict' })).rejects.toMatchObject({ code: 'STRICT_RENDER_REFUSED' });
});

test('sub-compositions of an entry in a folder count from the folder of the site', async () => {
  const pixel = '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"/>';
  const site = {
    'films/one.html': composition('<div data-composition-src="scenes/a.html"></div>'),
    'scenes/a.html':
      '<template><div data-composition-id="a"><img src="own.svg"><img src="shared.svg"></div></template>',
    'scenes/own.svg': pixel,
    'shared.svg': pixel,
  };
  await expect(node.plan(site, { entry: 'films/one.html' })).resolves.toMatchObject({ frameCount: 30 });
});
