/**
 * The page as a preview in a frame: obeys its parent and tells it what happens. The frame's origin is opaque, so messages are all there is.
 * @module
 */
import type { EdgereelPage, PageSetup } from '#contracts/page.ts';
import { listClips } from '../clips.ts';
import { compositionSize } from '../composition/enforced-styles.ts';
import { findRoot } from '../composition/root.ts';
import type { Player } from '../player.ts';
import type { ScriptErrors } from '../script-errors.ts';
import { MESSAGE_VERSION, parseControl, type Control, type PreviewMessage } from './protocol.ts';

/** A viewer is shown what there is after this long; the parent is told what is missing. */
const READY_TIMEOUT_MS = 15_000;

export interface PreviewOptions {
  player: Player;
  page: EdgereelPage;
  errors: ScriptErrors;
  fps: PageSetup['fps'];
}

export interface Preview {
  postState(): void;
}

/** Begins at once; the first frame and `ready` follow when the page is ready. */
export function startPreview({ player, page, errors, fps }: PreviewOptions): Preview {
  let isReady = false;
  const waiting: Control[] = [];

  function post(message: PreviewMessage): void {
    window.parent.postMessage({ source: 'hf-preview', ...message }, '*');
  }

  function postState(): void {
    if (!isReady) return;
    const frame = Math.floor((player.getTime() * fps.num) / fps.den + 1e-9);
    post({
      type: 'state',
      frame,
      isPlaying: player.isPlaying(),
      muted: player.isMuted(),
      playbackRate: player.getPlaybackRate(),
    });
  }

  async function open(): Promise<void> {
    const readiness = await page.whenReady(READY_TIMEOUT_MS);
    if (!readiness.ready) post({ type: 'diagnostic', code: 'not-ready', details: { missing: readiness.missing } });
    player.seek(0);
    isReady = true;
    post({ type: 'ready', protocolVersion: MESSAGE_VERSION });
    const { durationSeconds, unmountedChildren } = page.describe();
    for (const child of unmountedChildren) {
      const message = `The sub-composition ${child.file} in ${child.element} cannot be used: ${child.reason}.`;
      post({ type: 'diagnostic', code: 'sub-composition', details: { message, ...child } });
    }
    post(describeTimeline(durationSeconds, fps));
    postState();
    for (const control of waiting) obey(player, control);
  }

  errors.listen((error) => post({ type: 'diagnostic', code: 'script-error', details: { ...error } }));
  window.addEventListener('message', ({ source, data }) => {
    if (source !== window.parent) return;
    const parsed = parseControl(data, fps);
    if (parsed.kind === 'wrong-version') {
      const details = { expected: MESSAGE_VERSION, received: parsed.version };
      post({ type: 'diagnostic', code: 'protocol-version', details });
    } else if (parsed.kind === 'control') {
      if (isReady) obey(player, parsed.control);
      else waiting.push(parsed.control);
    }
  });
  document.addEventListener('DOMContentLoaded', () => void open(), { once: true });
  return { postState };
}

function obey(player: Player, control: Control): void {
  switch (control.action) {
    case 'play':
      return player.play();
    case 'pause':
      return player.pause();
    case 'seek':
      return player.seek(control.timeSeconds);
    case 'set-playback-rate':
      return player.setPlaybackRate(control.rate);
    case 'set-muted':
      return player.setMuted(control.isMuted);
    case 'set-volume':
      return player.setVolume(control.volume);
  }
}

function describeTimeline(durationSeconds: number, fps: PageSetup['fps']): PreviewMessage {
  const root = findRoot();
  const size = root ? compositionSize(root) : { width: window.innerWidth, height: window.innerHeight };
  return {
    type: 'timeline',
    durationSeconds,
    durationInFrames: Math.ceil((durationSeconds * fps.num) / fps.den - 1e-3),
    fps: { numerator: fps.num, denominator: fps.den },
    clips: listClips(),
    compositionWidth: size.width,
    compositionHeight: size.height,
  };
}
