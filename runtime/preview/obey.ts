import type { EdgereelPage } from '#contracts/page.ts';
import { redeclare } from '../composition/declared.ts';
import { findRoot } from '../composition/root.ts';
import type { MediaOutput } from '../media-output.ts';
import type { Player } from '../player.ts';
import { createFlash } from './flash-elements.ts';
import { createPickMode } from './pick-mode.ts';
import type { Control, PreviewMessage } from './protocol.ts';

export interface ObeyOptions {
  player: Player;
  output: MediaOutput;
  page: EdgereelPage;
  post: (message: PreviewMessage) => void;
  postTimeline: () => void;
}

/** Does what the parent asks for. */
export function createObey({ player, output, page, post, postTimeline }: ObeyOptions): (control: Control) => void {
  const pickMode = createPickMode((element) => post({ type: 'element-picked', element }));
  const flash = createFlash();

  function setRootDuration(durationSeconds: number): void {
    const root = findRoot();
    if (root) redeclare(root, 'data-duration', String(durationSeconds));
    if (page.describe().durationSeconds === durationSeconds) return postTimeline();
    const reason = 'The page brings its own window.__hf, which says how long it is.';
    post({ type: 'diagnostic', code: 'unsupported-action', details: { action: 'set-root-duration', message: reason } });
  }

  return (control) => {
    switch (control.action) {
      case 'play':
        return player.play();
      case 'pause':
        return player.pause();
      case 'tick':
        return player.tick();
      case 'seek':
        return player.seek(control.timeSeconds);
      case 'set-playback-rate':
        return player.setPlaybackRate(control.rate);
      case 'set-muted':
        return player.setMuted(control.isMuted);
      case 'set-volume':
        return player.setVolume(control.volume);
      case 'set-media-output-muted':
        return output.setOutputMuted(control.isMuted);
      case 'stop-media':
        return output.stop();
      case 'set-root-duration':
        return setRootDuration(control.durationSeconds);
      case 'enable-pick-mode':
        return pickMode.enable();
      case 'disable-pick-mode':
        return pickMode.disable();
      case 'flash-elements': {
        const broken = flash(control.selectors);
        if (broken.length === 0) return undefined;
        const details = { action: 'flash-elements', message: `Not CSS selectors: ${broken.join(', ')}` };
        return post({ type: 'diagnostic', code: 'invalid-control', details });
      }
    }
  };
}
