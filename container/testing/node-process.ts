/**
 * A render node as a process of its own, started as in production, and calls to it over HTTP.
 * @module
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import {
  NODE_CALLS,
  PROTOCOL_HEADER,
  PROTOCOL_VERSION,
  type NodeCallName,
  type NodeMessage,
} from '#contracts/protocol.ts';
import { engineConfig } from './engine-fixture.ts';

export interface NodeProcess extends AsyncDisposable {
  readonly url: string;
  readonly child: ChildProcess;
  /** Lines of its standard output so far. */
  readonly events: Record<string, unknown>[];
  /** Exit code, or the signal that ended it. */
  readonly exited: Promise<number | string>;
  /** Begins a call; the messages come as the node writes them. */
  call(name: NodeCallName, body: object, signal?: AbortSignal): Promise<AsyncIterable<NodeMessage>>;
}

export async function startNodeProcess(env: Record<string, string>): Promise<NodeProcess> {
  const { chromePath, ffmpegPath, engineAssets } = await engineConfig();
  const child = spawn(process.execPath, [join(import.meta.dirname, '../node/main.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      HOST: '127.0.0.1',
      EDGEREEL_CHROME: chromePath,
      EDGEREEL_FFMPEG: ffmpegPath,
      EDGEREEL_ENGINE_ASSETS: engineAssets,
      ...env,
    },
  });
  const exited = new Promise<number | string>((resolve) =>
    child.once('exit', (code, signal) => resolve(code ?? signal!)),
  );
  const events: Record<string, unknown>[] = [];
  const listening = new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const event = JSON.parse(line) as Record<string, unknown>;
      events.push(event);
      if (event['event'] === 'node.listening') resolve(event['port'] as number);
    });
    void exited.then((outcome) => reject(new Error(`The node ended with ${outcome} before it was listening.`)));
  });
  const url = `http://127.0.0.1:${await listening}`;
  return {
    url,
    child,
    events,
    exited,
    async call(name, body, signal) {
      const response = await fetch(url + NODE_CALLS[name].path, {
        method: 'POST',
        headers: { [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) },
        body: JSON.stringify(body),
        ...(signal && { signal }),
      });
      if (!response.ok) throw new Error(await response.text());
      return readMessages(response.body!);
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** The last message of a call. */
export async function finalMessage(messages: AsyncIterable<NodeMessage>): Promise<NodeMessage> {
  return (await Array.fromAsync(messages)).at(-1)!;
}

async function* readMessages(body: ReadableStream<Uint8Array>): AsyncGenerator<NodeMessage> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const bytes of body) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop()!;
    for (const line of lines) yield JSON.parse(line) as NodeMessage;
  }
}
