/** Bindings that only the local system gives; `env.d.ts` has those of wrangler.toml. */
interface Env {
  /** The compositions as they lie on disk at the moment, under the addresses that they have among the assets. */
  LIVE_COMPOSITIONS?: Fetcher;
}
