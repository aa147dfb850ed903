/**
 * How far a render is: a bar on a terminal, a line now and then elsewhere. Both on standard error.
 * @module
 */
import { SingleBar, Presets } from 'cli-progress';
import type { RenderView } from '#contracts/render.ts';

/** A plain line is written at each of these steps. */
const LINE_STEP_PERCENT = 10;

export interface ProgressDisplay extends Disposable {
  show(render: RenderView): void;
}

export function createProgressDisplay(stream: NodeJS.WriteStream): ProgressDisplay {
  return stream.isTTY ? createBar(stream) : createLines((line) => stream.write(`${line}\n`));
}

/** One line per state and per tenth of the way. */
export function createLines(write: (line: string) => void): ProgressDisplay {
  let last = '';
  return {
    show({ status, progress }) {
      const percent = Math.floor((progress.ratio * 100) / LINE_STEP_PERCENT) * LINE_STEP_PERCENT;
      const key = `${status} ${percent}`;
      if (key === last) return;
      last = key;
      const frames = progress.framesTotal === null ? '' : ` (${progress.framesDone}/${progress.framesTotal} frames)`;
      write(`${status} ${percent} %${frames}`);
    },
    [Symbol.dispose]() {},
  };
}

function createBar(stream: NodeJS.WriteStream): ProgressDisplay {
  const bar = new SingleBar(
    { stream, format: '{bar} {percentage} % · {frames} · {status}', clearOnComplete: true, hideCursor: true },
    Presets.shades_classic,
  );
  bar.start(1000, 0, { status: 'starting', frames: '' });
  return {
    show({ status, progress: { ratio, framesDone, framesTotal } }) {
      bar.update(Math.floor(ratio * 1000), {
        status,
        frames: framesTotal === null ? '' : `${framesDone}/${framesTotal} frames`,
      });
    },
    [Symbol.dispose]: () => bar.stop(),
  };
}
