/**
 * Runs animation frames in a preview while a library of shader transitions captures its scenes. The library takes one picture in each frame of
 * the browser before it can show a transition; at other times animation frames run with a seek alone.
 * @module
 */
import type { RealClock, VirtualClock } from '../clock/virtual-clock.ts';
import type { Player } from '../player.ts';

/** Interval of the checks whether a library captures scenes. */
const LOOK_INTERVAL_MS = 250;

export interface SceneCapturesOptions {
  /** Called once when the scenes cannot be captured, as in a frame without an origin: the library then fades between the scenes. */
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
    // The captured pictures show from the next seek on.
    if (!player.isPlaying()) player.renderSeek(player.getTime());
  };
  const tellFailure = (): void => {
    const error = captures().find((state) => state.error)?.error;
    if (error && !hasFailed) onFailure(`Shader transitions show as fades in this preview: ${error}`);
    hasFailed ||= Boolean(error);
  };
  setInterval(() => {
    // A capture may fail between two checks.
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

/** State of the capture of each composition with transitions. */
function captures(): Capture[] {
  const { shaderTransitions } = (window.__hf ?? {}) as { shaderTransitions?: Record<string, Capture> };
  return Object.values(shaderTransitions ?? {});
}
