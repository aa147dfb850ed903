import { createApp } from './app.ts';

export { ContainerProxy } from '@cloudflare/containers';
export { NodePool } from './nodes/node-pool.ts';
export { RenderContainer } from './nodes/render-container.ts';
export { RenderScheduler } from './render/render-scheduler.ts';
export { Tenant } from './account/tenant.ts';

export default createApp();
