/**
 * Which adapter talks to a node, by the look of its id.
 * @module
 */
import { configOf } from '../config.ts';
import { artifactSecretOf } from '../secrets.ts';
import { createContainerNode, type ContainerStub } from './adapters/container-node.ts';
import { createHttpNode } from './adapters/http-node.ts';
import type { RenderNode } from './render-node.ts';

export function createNode(nodeId: string, env: Env): RenderNode {
  return nodeId.startsWith('http')
    ? createHttpNode(nodeId, { config: configOf(env), readArtifactSecret: () => artifactSecretOf(env) })
    : createContainerNode(nodeId, containerStub(env, nodeId));
}

export function containerStub(env: Env, name: string): ContainerStub {
  return env.RENDER_CONTAINER.getByName(name) as unknown as ContainerStub;
}
