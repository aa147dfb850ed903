/**
 * Ports of the loopback address.
 * @module
 */
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { EdgereelError } from '#contracts/errors.ts';

/** Returns `port` if it is free, or any free one for 0. Throws when it is taken. */
export async function claimPort(port: number): Promise<number> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  } catch (cause) {
    throw new EdgereelError(
      'CONFLICT',
      `Port ${port} is in use. Stop the program that has it, or name another with --port.`,
      { cause },
    );
  } finally {
    server.close();
  }
}
