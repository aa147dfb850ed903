import { describe, expect, it } from 'vitest';
import { PROTOCOL_HEADER, PROTOCOL_VERSION, type NodeProgress } from '#contracts/protocol.ts';
import { callNode, type Exchange } from './node-exchange.ts';
import { createContainerNode, findContainerProblem, type ContainerStub } from './adapters/container-node.ts';

const body = { renderId: 'r', tenantId: 't', attempt: 1, artifactsUrl: 'http://a', planHash: 'a'.repeat(64), index: 0 };
const result = { index: 0, frames: 60, sizeBytes: 1, sha256: 'b'.repeat(64), stages: {}, warnings: [] };

function call(
  answer: Response | Error | Promise<Response>,
  options: { signal?: AbortSignal; silenceLimitMs?: number } = {},
) {
  const seen: NodeProgress[] = [];
  const sent: RequestInit[] = [];
  const exchange: Exchange = {
    nodeId: 'n',
    ...(options.silenceLimitMs && { silenceLimitMs: options.silenceLimitMs }),
    send: async (_path, init) => {
      sent.push(init);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  const signal = options.signal ?? new AbortController().signal;
  return {
    seen,
    sent,
    done: callNode(exchange, 'chunk', body, { signal, leaseId: 'l', onProgress: (progress) => seen.push(progress) }),
  };
}
const lines = (...messages: unknown[]) =>
  new Response(messages.map((message) => `${JSON.stringify(message)}\n`).join(''));
const progress = { type: 'progress', stage: 'capture', framesDone: 1, framesTotal: 60 };

describe('a call to a node', () => {
  it('reports progress and returns the result', async () => {
    const { seen, sent, done } = call(lines(progress, { type: 'heartbeat' }, { type: 'result', result }));
    expect(await done).toEqual(result);
    expect(seen).toMatchObject([{ framesDone: 1 }]);
    expect(sent[0]!.headers).toMatchObject({ [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) });
  });

  it('reads lines that arrive in pieces', async () => {
    const bytes = new TextEncoder().encode(
      `${JSON.stringify(progress)}\n${JSON.stringify({ type: 'result', result })}`,
    );
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    expect(await call(new Response(stream)).done).toEqual(result);
  });

  it.each<[string, () => Response | Error, string]>([
    [
      'its error',
      () => lines({ type: 'error', error: { code: 'BROWSER_CRASHED', message: 'dead', retryable: true } }),
      'BROWSER_CRASHED',
    ],
    [
      'its refusal',
      () => Response.json({ error: { code: 'NODE_DISK_FULL', message: 'full' } }, { status: 503 }),
      'NODE_DISK_FULL',
    ],
    ['a broken connection', () => new TypeError('fetch failed'), 'NODE_LOST'],
    ['an end without a result', () => lines(progress), 'NODE_LOST'],
    ['the answer of something else', () => new Response('<html>Bad gateway</html>', { status: 502 }), 'NODE_LOST'],
    ['a line that is no message', () => new Response('hello\n'), 'PROTOCOL_MISMATCH'],
    ['a result of another shape', () => lines({ type: 'result', result: {} }), 'PROTOCOL_MISMATCH'],
  ])('turns %s into a code', async (_what, answer, code) => {
    await expect(call(answer()).done).rejects.toMatchObject({ code });
  });

  it('gives up a node that falls silent, before or during its answer', async () => {
    await expect(call(new Promise(() => {}), { silenceLimitMs: 10 }).done).rejects.toMatchObject({
      code: 'NODE_TIMEOUT',
    });
    const halting = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{"type":"heartbeat"}\n')),
    });
    await expect(call(new Response(halting), { silenceLimitMs: 20 }).done).rejects.toMatchObject({
      code: 'NODE_TIMEOUT',
    });
  });

  it('closes the connection when it is canceled', async () => {
    const controller = new AbortController();
    const closed = Promise.withResolvers<void>();
    const stream = new ReadableStream<Uint8Array>({ cancel: () => closed.resolve() });
    const { done } = call(new Response(stream), { signal: controller.signal });
    queueMicrotask(() => controller.abort());
    await expect(done).rejects.toMatchObject({ code: 'CANCELLED' });
    await closed.promise;
  });
});

describe('a container', () => {
  const stub = (overrides: Partial<ContainerStub>): ContainerStub => ({
    fetch: async () => lines({ type: 'result', result }),
    grantArtifacts: async () => {},
    revokeArtifacts: async () => {},
    getState: async () => ({}),
    ...overrides,
  });
  const { artifactsUrl: _url, ...scoped } = body;
  const options = { signal: new AbortController().signal, leaseId: 'lease-1', onProgress: () => {} };

  it('gets a host of its own for each call, and loses it afterwards', async () => {
    const log: string[] = [];
    const node = createContainerNode(
      'node-0',
      stub({
        grantArtifacts: async (host, { tenantId, renderId }) => void log.push(`grant ${host} ${tenantId}/${renderId}`),
        revokeArtifacts: async (host) => void log.push(`revoke ${host}`),
        fetch: async (url, init) => {
          log.push(`${url} ${(JSON.parse(init.body as string) as typeof body).artifactsUrl}`);
          return lines({ type: 'result', result });
        },
      }),
    );
    await node.call('chunk', scoped, options);
    expect(log).toEqual([
      'grant lease-1.artifacts.internal t/r',
      'http://node/chunk http://lease-1.artifacts.internal',
      'revoke lease-1.artifacts.internal',
    ]);
  });

  it.each([
    [503, 'There is no Container instance available at this time.', 'NO_CAPACITY'],
    [429, 'you are requesting too many containers per second', 'NO_CAPACITY'],
    [500, 'Failed to start container: it would not', 'NODE_LOST'],
    [500, 'Container suddenly disconnected, try again', 'NODE_LOST'],
  ])('means by %i "%s": %s', async (status, text, code) => {
    const node = createContainerNode('node-0', stub({ fetch: async () => new Response(text, { status }) }));
    await expect(node.call('chunk', scoped, options)).rejects.toMatchObject({ code });
  });

  it('says the way out when containers are off', async () => {
    const off = stub({
      getState: async () =>
        Promise.reject(new Error('Containers have not been enabled for this Durable Object class.')),
    });
    expect(await findContainerProblem(off)).toMatchObject({
      code: 'NODES_NOT_CONFIGURED',
      retryable: false,
      message: expect.stringContaining('npm start') as string,
    });
    expect(await findContainerProblem(stub({}))).toBeNull();
  });
});
