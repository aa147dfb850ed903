/** The samples of the last while, each to be had again. */
export interface DelayLine {
  /** What went in `samples` ago; a fraction is read between two. At least 1, at most the length. */
  tap(samples: number): number;
  push(sample: number): void;
}

export function createDelayLine(length: number): DelayLine {
  const memory = new Float32Array(Math.ceil(length) + 2);
  let at = 0;
  const past = (samples: number): number => memory[(at - samples + memory.length) % memory.length]!;
  return {
    tap(samples) {
      const whole = Math.floor(samples);
      const fraction = samples - whole;
      return fraction === 0 ? past(whole) : past(whole) * (1 - fraction) + past(whole + 1) * fraction;
    },
    push(sample) {
      memory[at] = sample;
      at = (at + 1) % memory.length;
    },
  };
}
