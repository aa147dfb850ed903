/**
 * A library of shader transitions takes pictures of the scenes before it can show one in a preview, one in each frame of the browser. While it
 * does so the page's animation frames come as the browser's do; otherwise they come with a seek alone.
 * @module
 */
import type { RealClock, VirtualClock } from '../clock/virtual-clock.ts';
import type { Player } from '../player.ts';

/** Between two looks whether there is something to take. */
const LOOK_INTERVAL_MS = 250;

export interface SceneCapturesOptions {
  /** Told once when the pictures cannot be taken, as in a frame without an origin: the library then fades between the scenes. */
  onFailure: (message: string) => void;
  clock: VirtualClock;
  real: RealClock;
  player: Pick<Player, 'isPlaying' | 'renderSeek' | 'getTime'>;
}

export function drawWhileCapturing({ clock, real, player, onFailure }: SceneCapturesOptions): void {
  let isDrawing = false;
  let hasFailed = false;
  const draw = (): void => {
    isDrawing = isCapturing();
    if (isDrawing) {
      clock.flushFrames();
      real.requestFrame(draw);
      return;
    }
    // What was taken is what the page can show from here on.
    if (!player.isPlaying()) player.renderSeek(player.getTime());
  };
  const tellFailure = (): void => {
    const error = captures().find((state) => state.error)?.error;
    if (error && !hasFailed) onFailure(`Shader transitions show as fades in this preview: ${error}`);
    hasFailed ||= Boolean(error);
  };
  setInterval(() => {
    // It may come between two looks.
    tellFailure();
    if (isDrawing || !isCapturing()) return;
    isDrawing = true;
    real.requestFrame(draw);
  }, LOOK_INTERVAL_MS);
}

const isCapturing = (): boolean => captures().some(({ loading }) => loading === true);

interface Capture {
  loading?: unknown;
  error?: string;
}

/** Of each composition with transitions, how far it is. */
function captures(): Capture[] {
  const { shaderTransitions } = (window.__hf ?? {}) as { shaderTransitions?: Record<string, Capture> };
  return Object.values(shaderTransitions ?? {});
}
