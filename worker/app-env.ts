/** What handlers find in Hono's context. */
export interface AppEnv {
  Bindings: Env;
  Variables: {
    requestId: string;
    /** Set by `tenantAuth`. */
    tenantId: string;
  };
}
