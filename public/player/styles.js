/**
 * Styles of the player. A page themes it by the custom properties at the top, and reaches single parts by `::part()`.
 * @module
 */
export const STYLES = /* css */ `
:host {
  --_accent: var(--edgereel-accent, light-dark(#d93a16, #ff6f4a));
  --_text: var(--edgereel-text, light-dark(#1a171d, #f1edf3));
  --_muted: var(--edgereel-muted, light-dark(#625c66, #a69fad));
  --_line: var(--edgereel-line, light-dark(#dbd8d4, #2d2a33));
  --_line-strong: var(--edgereel-line-strong, light-dark(#b9b4ae, #4a4652));
  --_ground: var(--edgereel-ground, light-dark(#fbfaf9, #18161c));
  --_stage: var(--edgereel-stage, #09080b);
  --_radius: var(--edgereel-radius, 10px);
  --_mono: var(--edgereel-mono, ui-monospace, 'SF Mono', Menlo, Consolas, monospace);
  display: block;
  color: var(--_text);
  font: 14px/1.45 var(--edgereel-font, system-ui, sans-serif);
  -webkit-font-smoothing: antialiased;
}

:host([hidden]), [hidden] {
  display: none !important;
}

*, *::before, *::after {
  box-sizing: border-box;
}

p {
  margin: 0;
}

button, select, input {
  margin: 0;
  font: inherit;
  color: inherit;
}

button:not(:disabled), select, .surface {
  cursor: pointer;
}

:focus-visible {
  outline: 2px solid var(--_accent);
  outline-offset: 2px;
}

.player {
  container-type: inline-size;
  display: grid;
  grid-template: minmax(0, 1fr) auto / minmax(0, 1fr);
  width: 100%;
  height: 100%;
  border-radius: var(--_radius);
}

.announcer {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
}

/* Picture */
.stage {
  position: relative;
  isolation: isolate;
  overflow: hidden;
  width: 100%;
  height: 100%;
  min-height: 0;
  aspect-ratio: 16 / 9;
  border-radius: var(--_radius);
}

/* A hair smaller than the picture, or its round corners would have dark rims. */
.stage::before {
  content: '';
  position: absolute;
  inset: 1px;
  z-index: -1;
  border-radius: inherit;
  background: var(--_stage);
}

iframe {
  position: absolute;
  left: 0;
  top: 0;
  border: 0;
  transform-origin: 0 0;
}

.poster, .surface, .error {
  position: absolute;
  inset: 0;
  width: 100%;
  height: 100%;
}

.poster {
  object-fit: contain;
  background: var(--_stage);
}

/* Loading is told only when it takes a while. */
.spinner {
  position: absolute;
  left: calc(50% - 17px);
  top: calc(50% - 17px);
  width: 34px;
  height: 34px;
  border: 3px solid rgb(255 255 255 / 0.25);
  border-top-color: #fff;
  border-radius: 50%;
  filter: drop-shadow(0 0 3px rgb(0 0 0 / 0.6));
  pointer-events: none;
  animation: turn 0.9s linear infinite, appear 0.2s 0.5s backwards;
}

@keyframes turn {
  to { rotate: 1turn; }
}

@keyframes appear {
  from { opacity: 0; }
}

/* Problems */
.error {
  display: grid;
  place-content: safe center;
  justify-items: center;
  gap: 8px;
  overflow: auto;
  padding: clamp(10px, 4cqi, 32px);
  background: radial-gradient(circle at 50% 40%, #2a2029, #121015 75%);
  color: #f1edf3;
  text-align: center;
}

.error-title {
  font-size: clamp(14px, 2.6cqi, 19px);
  font-weight: 650;
  letter-spacing: -0.015em;
}

.error-text {
  max-width: 58ch;
  color: #c9c1cf;
  overflow-wrap: anywhere;
  text-wrap: pretty;
}

.actions {
  display: flex;
  flex-wrap: wrap;
  justify-content: center;
  gap: 8px;
  margin-top: 8px;
}

.action {
  padding: 7px 15px;
  border: 1px solid #5b5363;
  border-radius: 8px;
  background: none;
  color: inherit;
  font-weight: 550;
  text-decoration: none;
}

.action:hover {
  border-color: #a69fad;
}

button.action {
  border-color: #f1edf3;
  background: #f1edf3;
  color: #18161c;
}

button.action:hover {
  background: #fff;
}

.warning {
  position: absolute;
  inset: 10px 10px auto;
  display: flex;
  align-items: start;
  gap: 10px;
  width: fit-content;
  max-width: calc(100% - 20px);
  max-height: calc(100% - 20px);
  overflow: auto;
  padding: 8px 8px 8px 14px;
  border-left: 3px solid #ff7f86;
  border-radius: 8px;
  background: rgb(24 20 27 / 0.94);
  color: #f1edf3;
  font-size: 13.5px;
  overflow-wrap: anywhere;
}

.dismiss {
  flex: none;
  display: grid;
  place-items: center;
  width: 22px;
  height: 22px;
  padding: 0;
  border: 0;
  border-radius: 5px;
  background: none;
}

.dismiss:hover {
  background: rgb(255 255 255 / 0.14);
}

.dismiss .icon {
  width: 15px;
}

/* Controls */
.controls {
  display: flex;
  align-items: center;
  gap: 16px;
  padding-top: 14px;
}

.icon {
  width: 19px;
  fill: currentColor;
}

.has-two .icon + .icon, .has-two.is-on .icon:first-child {
  display: none;
}

.has-two.is-on .icon + .icon {
  display: inline;
}

.play {
  display: grid;
  flex: none;
  place-items: center;
  width: 46px;
  height: 46px;
  padding: 0;
  border: 0;
  border-radius: 50%;
  background: var(--_text);
  color: var(--_ground);
}

.play .icon {
  width: 22px;
}

.play:disabled {
  opacity: 0.35;
}

.track {
  position: relative;
  flex: 1;
  min-width: 0;
}

.scrubber {
  --tick: calc(100% / var(--seconds, 10));
  display: block;
  width: 100%;
  height: 46px;
  appearance: none;
  background:
    linear-gradient(var(--_accent), var(--_accent)) 0 31px / calc(100% * var(--played, 0)) 3px no-repeat,
    linear-gradient(var(--_line-strong), var(--_line-strong)) 0 31px / 100% 3px no-repeat,
    repeating-linear-gradient(90deg, var(--_line-strong) 0 1.5px, transparent 1.5px var(--tick)) 0 16px / 100% 15px no-repeat,
    repeating-linear-gradient(90deg, var(--_line) 0 1.5px, transparent 1.5px calc(var(--tick) / 5)) 0 23px / 100% 8px no-repeat;
  cursor: pointer;
  touch-action: pan-y;
}

.scrubber:disabled {
  opacity: 0.4;
}

.scrubber::-webkit-slider-thumb {
  appearance: none;
  width: 6px;
  height: 38px;
  border-radius: 3px;
  background: var(--_accent);
  box-shadow: 0 0 0 3px var(--_ground);
}

.scrubber::-moz-range-thumb {
  width: 6px;
  height: 38px;
  border: 0;
  border-radius: 3px;
  background: var(--_accent);
  box-shadow: 0 0 0 3px var(--_ground);
}

.hover-time {
  position: absolute;
  bottom: 100%;
  padding: 3px 8px;
  border-radius: 6px;
  background: var(--_text);
  color: var(--_ground);
  font: 600 12.5px/1.4 var(--_mono);
  translate: -50% 6px;
  pointer-events: none;
}

.clock {
  flex: none;
  min-width: 92px;
  text-align: right;
  font-family: var(--_mono);
}

.clock output {
  display: block;
}

.time {
  font-size: 17px;
  font-weight: 600;
  line-height: 1.25;
  letter-spacing: -0.03em;
}

.frame {
  color: var(--_muted);
  font-size: 13px;
  letter-spacing: -0.02em;
}

.options, .sound {
  display: flex;
  align-items: center;
  gap: 4px;
}

.options button, .speed {
  display: grid;
  place-items: center;
  height: 34px;
  min-width: 34px;
  padding: 0 6px;
  border: 0;
  border-radius: 8px;
  background: none;
  color: var(--_muted);
}

.options button:hover:not(:disabled), .speed:hover {
  background: color-mix(in oklab, var(--_text) 8%, transparent);
  color: var(--_text);
}

.options button:disabled {
  opacity: 0.45;
}

.options button[aria-pressed='true'] {
  color: var(--_accent);
}

.speed {
  appearance: none;
  padding: 0 8px;
  font-size: 13.5px;
  font-weight: 600;
  text-align-last: center;
}

.speed option {
  background: var(--_ground);
  color: var(--_text);
}

.volume {
  width: 72px;
  height: 34px;
  appearance: none;
  background:
    linear-gradient(var(--_text), var(--_text)) 0 50% / calc(100% * var(--played, 1)) 3px no-repeat,
    linear-gradient(var(--_line-strong), var(--_line-strong)) 0 50% / 100% 3px no-repeat;
  cursor: pointer;
}

.volume::-webkit-slider-thumb {
  appearance: none;
  width: 12px;
  height: 12px;
  border-radius: 50%;
  background: var(--_text);
}

.volume::-moz-range-thumb {
  width: 12px;
  height: 12px;
  border: 0;
  border-radius: 50%;
  background: var(--_text);
}

@container (max-width: 640px) {
  .controls {
    display: grid;
    grid-template: 'track track track' auto 'play clock options' auto / auto 1fr auto;
    gap: 4px 14px;
    padding-top: 6px;
  }

  .track {
    grid-area: track;
  }

  .clock {
    text-align: left;
  }

  .volume {
    display: none;
  }
}

/* The whole screen */
:host(:fullscreen) {
  width: 100%;
  height: 100%;
  background: var(--_stage);
}

:host(:fullscreen) .stage {
  border-radius: 0;
}

:host(:fullscreen) .controls {
  padding: 8px 20px 12px;
  background: var(--_ground);
}

@media (prefers-reduced-motion: reduce) {
  .spinner {
    animation-duration: 3s, 0s;
  }
}

@media (forced-colors: active) {
  .scrubber, .volume {
    appearance: auto;
  }
}
`;
