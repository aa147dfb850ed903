/**
 * Limits that both sides check. Over one of them, an error names the limit and the value.
 * @module
 */

export const MIN_FPS = 1;
export const MAX_FPS = 240;
export const MIN_SIZE_PX = 16;
export const MAX_SIZE_PX = 7680;
/** Frame of a root that does not name its size: portrait. */
export const DEFAULT_SIZE_PX = { width: 1080, height: 1920 } as const;
export const MAX_DURATION_SECONDS = 24 * 60 * 60;
export const MAX_INLINE_HTML_BYTES = 2 * 1024 * 1024;
/** JSON body of `POST /api/render`: inline HTML escaped at worst, plus variables. */
export const MAX_RENDER_BODY_BYTES = 8 * 1024 * 1024;
/** Levels of lists and objects in a request. */
export const MAX_JSON_DEPTH = 100;
export const MAX_SITE_FILES = 20_000;
export const MAX_SITE_BYTES = 2 * 1024 * 1024 * 1024;
/** One file that a page loads, from its site or from the web: it gets it whole. Media elements load nothing. */
export const MAX_PAGE_FILE_BYTES = 100 * 1024 * 1024;
/** Body of one request: Cloudflare takes no larger one on most plans. */
export const MAX_REQUEST_BYTES = 100 * 1024 * 1024;
/** What does not fit into one request goes up in parts of this size; only the last may be smaller. */
export const UPLOAD_PART_BYTES = 64 * 1024 * 1024;
/** What one plan may fetch from the web. */
export const MAX_REMOTE_FILES = 5_000;
export const MAX_REMOTE_BYTES = 2 * 1024 * 1024 * 1024;
export const MAX_CHUNK_FRAMES = 3600;
/** What a container of the default instance type takes at once: a call a core. */
export const CONTAINER_SLOTS = 4;
export const MAX_PARALLEL_CHUNKS = 256;
export const DEFAULT_PARALLEL_CHUNKS = 16;
