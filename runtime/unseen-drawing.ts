/**
 * Leaves out the WebGL draws that nobody looks at: a plan only wants to know what a page asks for, and its frames may cost seconds each.
 * @module
 */

export interface UnseenDrawing {
  /** From now on everything is drawn. */
  begin(): void;
  /** Whether the page has read pixels that were left out, so that it may have gone another way. */
  readonly isMissed: boolean;
}

const DRAWS = ['drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced', 'drawRangeElements'];

/** Calls that give a script something of what was drawn. */
const READS: readonly [prototype: object, names: readonly string[]][] = [
  [WebGLRenderingContext.prototype, ['readPixels']],
  [WebGL2RenderingContext.prototype, ['readPixels', 'getBufferSubData', 'getQueryParameter']],
  [HTMLCanvasElement.prototype, ['toDataURL', 'toBlob', 'captureStream']],
  [OffscreenCanvas.prototype, ['convertToBlob']],
  [CanvasRenderingContext2D.prototype, ['getImageData']],
  [OffscreenCanvasRenderingContext2D.prototype, ['getImageData']],
];

/** Must run before the scripts of the page. `isUnseen`: whether drawing is left out until `begin`. */
export function leaveOutUnseen(isUnseen: boolean): UnseenDrawing {
  let isOn = isUnseen;
  let hasLeftOut = false;
  let isMissed = false;
  if (isUnseen) {
    const leaveOut = (): boolean => {
      hasLeftOut ||= isOn;
      return isOn;
    };
    const noteRead = (): boolean => {
      isMissed ||= hasLeftOut;
      // A page that reads what it draws is drawn from now on.
      isOn = false;
      return false;
    };
    for (const { prototype } of [WebGLRenderingContext, WebGL2RenderingContext])
      for (const name of DRAWS) before(prototype, name, leaveOut);
    for (const [prototype, names] of READS) for (const name of names) before(prototype, name, noteRead);
  }
  return {
    begin() {
      isOn = false;
    },
    get isMissed() {
      return isMissed;
    },
  };
}

type Call = (...args: unknown[]) => unknown;

/** Asks before each call whether it is left out. */
function before(prototype: object, name: string, isLeftOut: () => boolean): void {
  const owner = prototype as Record<string, Call>;
  const call = owner[name];
  if (!call) return;
  owner[name] = function (...args) {
    return isLeftOut() ? undefined : call.apply(this, args);
  };
}
