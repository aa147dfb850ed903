/**
 * @typedef {import('#contracts/errors.ts').WireError} WireError
 * @typedef {Pick<WireError, 'code' | 'message' | 'retryable' | 'requestId'>} Problem
 */

const KEY_SLOT = 'edgereel.apiKey';

/** A refusal of the API, or its silence. */
export class ApiError extends Error {
  /**
   * @param {number} status 0 when there was no answer.
   * @param {{ code: string, message: string, requestId?: string }} wire
   */
  constructor(status, wire) {
    super(wire.message);
    this.status = status;
    this.code = wire.code;
    this.requestId = wire.requestId;
  }
}

/** The JSON API, with the key of this tab. A 401 asks for a key once and repeats the request with it. */
export class Api {
  /** @type {Promise<string | null> | null} */
  #asking = null;
  #askForKey;

  /** @param {(wasRefused: boolean) => Promise<string | null>} askForKey Null when the person declines. */
  constructor(askForKey) {
    this.#askForKey = askForKey;
  }

  get hasKey() {
    return sessionStorage.getItem(KEY_SLOT) !== null;
  }

  forgetKey() {
    sessionStorage.removeItem(KEY_SLOT);
  }

  /**
   * @param {string} path
   * @param {{ method?: string, body?: unknown, headers?: Record<string, string> }} [options]
   * @returns {Promise<Response>} Always a 2xx.
   */
  async send(path, options = {}) {
    const usedKey = sessionStorage.getItem(KEY_SLOT);
    const response = await this.#fetch(path, usedKey, options);
    if (response.ok) return response;
    if (response.status === 401 && (await this.#renewKey(usedKey))) return await this.send(path, options);
    throw new ApiError(response.status, await readProblem(response));
  }

  /**
   * @param {string} path
   * @param {Parameters<Api['send']>[1]} [options]
   */
  async json(path, options) {
    return await (await this.send(path, options)).json();
  }

  /**
   * @param {string} path
   * @param {string | null} key
   * @param {NonNullable<Parameters<Api['send']>[1]>} options
   */
  async #fetch(path, key, { method = 'GET', body, headers = {} }) {
    try {
      return await fetch(path, {
        method,
        headers: {
          accept: 'application/json',
          ...(key !== null && { authorization: `Bearer ${key}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    } catch {
      throw new ApiError(0, { code: 'NO_ANSWER', message: 'The service does not answer. Is it still running?' });
    }
  }

  /**
   * True when there is a key that `usedKey` was not. Requests that are refused together share one question.
   *
   * @param {string | null} usedKey
   */
  async #renewKey(usedKey) {
    if (sessionStorage.getItem(KEY_SLOT) !== usedKey) return true;
    this.#asking ??= this.#askForKey(usedKey !== null).finally(() => (this.#asking = null));
    const key = await this.#asking;
    if (key === null) return false;
    sessionStorage.setItem(KEY_SLOT, key);
    return true;
  }
}

/**
 * @param {Response} response
 * @returns {Promise<{ code: string, message: string, requestId?: string }>}
 */
async function readProblem(response) {
  try {
    const { error } = await response.json();
    if (typeof error.code === 'string' && typeof error.message === 'string') return error;
  } catch {
    // The answer is not ours, e.g. a proxy's page.
  }
  return { code: `HTTP_${response.status}`, message: `The service answered ${response.status}.` };
}
