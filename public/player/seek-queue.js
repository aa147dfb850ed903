/**
 * Lets one seek be under way at a time, and of those asked for meanwhile only the last: dragging yields more of them than a
 * composition can show.
 */
export class SeekQueue {
  #send;
  /** @type {number | null} Number of the control that is not answered yet. */
  #underWay = null;
  /** @type {number | null} Seconds. */
  #waiting = null;

  /** @param {(seconds: number) => number} send Gives back the number of the control. */
  constructor(send) {
    this.#send = send;
  }

  get isWaiting() {
    return this.#waiting !== null;
  }

  /** @param {number} seconds */
  ask(seconds) {
    this.#waiting = seconds;
    if (this.#underWay === null) this.flush();
  }

  /** Sends what waits. A seek pauses, so one must not be overtaken by a play. */
  flush() {
    if (this.#waiting === null) return;
    const seconds = this.#waiting;
    this.#waiting = null;
    this.#underWay = this.#send(seconds);
  }

  /** @param {number | undefined} controlId Last control that the composition has obeyed, where it tells. */
  answer(controlId) {
    if (this.#underWay !== null && controlId !== undefined && controlId < this.#underWay) return;
    this.#underWay = null;
    this.flush();
  }

  clear() {
    this.#underWay = this.#waiting = null;
  }
}
