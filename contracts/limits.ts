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
/** Frames of the longest composition at the highest rate. */
export const MAX_FRAMES = MAX_DURATION_SECONDS * MAX_FPS;
/** Bits per second: the most that a level of H.264 or H.265 allows that players accept. */
export const MAX_BITRATE = 500_000_000;
export const MAX_COMPOSITION_NAME_LENGTH = 255;
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
/** Longest text of a page, a node or a caller that is passed on, such as a message. In UTF-16 code units, as all lengths of texts here. */
export const MAX_TEXT_LENGTH = 2_000;
/** Longest name that a page gives to something: an id, a family, a variable. */
export const MAX_NAME_LENGTH = 200;
export const MAX_STACK_LENGTH = 4_000;
/** Longest details of one error, as JSON. */
export const MAX_DETAILS_LENGTH = 16_000;
/** Most entries of one list in them. */
export const MAX_LIST_ITEMS = 100;
/** Longest message of a failed attempt; a render keeps a hundred of them. */
export const MAX_ATTEMPT_TEXT_LENGTH = 1_000;
/** Most warnings of a plan, and of all chunks of a render together: by number, and by their length as JSON. */
export const MAX_WARNINGS = 100;
export const MAX_WARNINGS_LENGTH = 100_000;
/** Longest details of one warning, as JSON. */
export const MAX_WARNING_DETAILS_LENGTH = 4_000;
/** Most errors that are kept of a page's scripts: the first ones explain the others. */
export const MAX_SCRIPT_ERRORS = 100;
/** Longest line of a log. */
export const MAX_LOG_LENGTH = 16_000;
/** Largest JSON of one plan; one whose site, web files and variables are at their limits stays below. */
export const MAX_PLAN_BYTES = 32 * 1024 * 1024;
/** Longest key that R2 takes, in UTF-8. */
export const MAX_KEY_BYTES = 1_024;
/** Longest line of the answer of a node. */
export const MAX_NODE_LINE_LENGTH = 2 * 1024 * 1024;
/** Longest answer of a node, or of a proxy before it, that is no answer to a call. */
export const MAX_NODE_ANSWER_LENGTH = 64 * 1024;
