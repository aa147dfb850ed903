import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planKey } from '#contracts/keys.ts';
import type { RenderPlan } from '#contracts/plan.ts';
import { composition } from '../testing/compositions.ts';
import { startTestNode, TENANT, type TestNode } from '../testing/engine-fixture.ts';

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

describe('a sub-composition that never registers its timeline', () => {
  const scene = (script: string) =>
    `<template><div data-composition-id="scene"><p>x</p><script>window.__timelines;${script}</script></div></template>`;
  const site = (script = '', others = '') => ({
    'index.html': composition(`<div data-composition-src="scene.html"></div>${others}`),
    'scene.html': scene(script),
    'bad.html': '<template><div data-composition-id="bad"><script>null.x</script></div></template>',
  });
  const warning = expect.objectContaining({
    code: 'sub_timeline_readiness_timeout',
    severity: 'error',
    message: expect.stringContaining('"scene" (scene.html)') as string,
    details: { compositionId: 'scene', file: 'scene.html' },
  }) as object;

  test('is waited for by the plan, warned of, and not waited for by chunks', async () => {
    const { warnings, planHash } = await node.plan(site());
    expect(warnings).toContainEqual(warning);
    const plan = JSON.parse(node.artifacts.objects.get(planKey(TENANT, planHash))!.toString()) as RenderPlan;
    expect(plan.absentTimelines).toEqual(['scene']);
    const { stages } = await node.chunk(planHash, 0);
    // Half of the limit is what the plan has waited.
    expect(stages['page']).toBeLessThan(node.engine.readyTimeoutMs / 2);
  });

  test('is not forgiven under strict', async () => {
    await expect(node.plan(site(), { strictness: 'strict' })).rejects.toMatchObject({
      code: 'STRICT_RENDER_REFUSED',
      message: expect.stringContaining('sub_timeline_readiness_timeout') as string,
    });
  });

  test('is warned of beside a script that threw', async () => {
    const { warnings } = await node.plan(site('', '<div data-composition-src="bad.html"></div>'));
    expect(warnings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['sub_timeline_script_failure', 'sub_timeline_readiness_timeout']),
    );
  });

  test('has its time again when the network has held it up', async () => {
    await using hasty = await startTestNode({ readyTimeoutMs: 4_000 });
    hasty.artifacts.web = async () => {
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      return { body: Buffer.from('{}'), contentType: 'application/json' };
    };
    const late = `fetch('https://cdn.test/late.json').then(() => (window.__timelines = { scene: { duration: () => 1, seek() {}, pause() {} } }))`;
    const { warnings } = await hasty.plan(site(late));
    expect(warnings.map(({ code }) => code)).not.toContain('sub_timeline_readiness_timeout');
  });
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
