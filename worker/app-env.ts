import type { Logger } from './log.ts';

/** What handlers find in Hono's context. */
export interface AppEnv {
  Bindings: Env;
  Variables: {
    requestId: string;
    log: Logger;
    /** Set by `tenantAuth`. */
    tenantId: string;
  };
}
