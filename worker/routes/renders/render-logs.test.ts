import { env } from 'cloudflare:workers';
import { beforeEach, expect, it } from 'vitest';
import { chunkConsoleKey, renderKey } from '#contracts/keys.ts';
import { call, refusal, renderEnd, startRender } from '../../testing/api.ts';
import { resetFarm } from '../../testing/farm.ts';

beforeEach(() => resetFarm());

const line = (text: string, chunk: number | null) => ({ level: 'info', text, frame: chunk, chunk });

it('gives the lines of the plan, then of chunk after chunk', async () => {
  const { id, planHash, links } = await renderEnd((await startRender()).id);
  expect(await (await call(links.logs!)).json()).toEqual({ console: [], isCut: false });
  const put = (key: string, value: unknown) => env.ARTIFACTS.put(key, JSON.stringify(value));
  await put(renderKey('main', id, 'console.json'), [line('planned', null)]);
  await put(chunkConsoleKey('main', planHash!, 10), [line('late', 10)]);
  await put(chunkConsoleKey('main', planHash!, 1), [line('early', 1)]);
  // What a node wrote is not believed.
  await put(chunkConsoleKey('main', planHash!, 2), [{ text: 7 }]);
  expect(await (await call(`/api/renders/${id}/logs`)).json()).toEqual({
    console: [line('planned', null), line('early', 1), line('late', 10)],
    isCut: false,
  });
  expect(await refusal(await call('/api/renders/r_0000000000000000000000/logs'))).toMatchObject({ status: 404 });
});
