/**
 * Typed ways to the Durable Objects. The generated RPC types lose every `unknown` on the way, so the calls are typed by the
 * classes themselves; all that crosses is plain data.
 * @module
 */
import { NODE_POOL_NAME, schedulerName } from '#contracts/keys.ts';
import type { NodePool } from './nodes/node-pool.ts';
import type { RenderScheduler } from './render/render-scheduler.ts';
import type { Tenant } from './account/tenant.ts';

type Stub<T, Methods extends keyof T> = {
  [Name in Methods]: T[Name] extends (...parameters: infer Parameters) => infer Result
    ? (...parameters: Parameters) => Promise<Awaited<Result>>
    : never;
};

export type SchedulerStub = Stub<
  RenderScheduler,
  'create' | 'read' | 'readStream' | 'waitUntilFinal' | 'cancel' | 'retry' | 'remove' | 'subscribe' | 'offer'
>;
export type PoolStub = Stub<NodePool, 'findCapacityProblem' | 'sync' | 'artifactSecret'>;
export type TenantStub = Stub<
  Tenant,
  'reserveRender' | 'hasAnswered' | 'noteStatus' | 'forgetRender' | 'listRenders' | 'linkSecret'
>;

export const schedulerByName = (env: Env, name: string): SchedulerStub =>
  env.RENDER_SCHEDULER.getByName(name) as unknown as SchedulerStub;
export const schedulerOf = (env: Env, tenantId: string, renderId: string): SchedulerStub =>
  schedulerByName(env, schedulerName(tenantId, renderId));
export const poolOf = (env: Env): PoolStub => env.NODE_POOL.getByName(NODE_POOL_NAME) as unknown as PoolStub;
export const tenantOf = (env: Env, tenantId: string): TenantStub =>
  env.TENANT.getByName(tenantId) as unknown as TenantStub;
