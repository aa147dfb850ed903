/**
 * The page as a preview in a frame: obeys its parent and tells it what happens. The frame's origin is opaque, so messages are all there is.
 * @module
 */
import type { EdgereelPage, PageSetup } from '#contracts/page.ts';
import { whenParsed } from '../composition/when-parsed.ts';
import type { MediaOutput } from '../media-output.ts';
import type { Player } from '../player.ts';
import type { ScriptErrors } from '../script-errors.ts';
import { describeTimeline, stageSize } from './describe-timeline.ts';
import { createObey } from './obey.ts';
import { MESSAGE_VERSION, parseControl, type Control, type DiagnosticCode, type PreviewMessage } from './protocol.ts';

/** A viewer is shown what there is after this long; the parent is told what is missing. */
const READY_TIMEOUT_MS = 15_000;

export interface PreviewOptions {
  player: Player;
  output: MediaOutput;
  page: EdgereelPage;
  errors: ScriptErrors;
  fps: PageSetup['fps'];
}

export interface Preview {
  postState(): void;
  /** Tells the parent that something shows otherwise than in the render. */
  postDiagnostic(code: DiagnosticCode, message: string): void;
}

/** Begins at once; the first frame and `ready` follow when the page is ready. */
export function startPreview({ player, output, page, errors, fps }: PreviewOptions): Preview {
  let isReady = false;
  let isObeying = false;
  let lastControlId: number | null = null;
  const waiting: { control: Control; id: number | null }[] = [];
  const obey = createObey({ player, output, page, post, postTimeline });

  function post(message: PreviewMessage): void {
    window.parent.postMessage({ source: 'hf-preview', ...message }, '*');
  }

  function postTimeline(): void {
    post(describeTimeline(page.describe().durationSeconds, fps));
  }

  function postState(): void {
    if (!isReady || isObeying) return;
    const frame = Math.floor((player.getTime() * fps.num) / fps.den + 1e-9);
    post({
      type: 'state',
      frame,
      isPlaying: player.isPlaying(),
      muted: player.isMuted(),
      playbackRate: player.getPlaybackRate(),
      ...(lastControlId !== null && { controlId: lastControlId }),
    });
  }

  /** Each control is answered by one state, also when a callback of the author breaks on the way. */
  function take({ control, id }: { control: Control; id: number | null }): void {
    isObeying = true;
    try {
      obey(control);
    } catch (error) {
      reportError(error);
    }
    isObeying = false;
    lastControlId = id ?? lastControlId;
    postState();
  }

  async function open(): Promise<void> {
    post({ type: 'stage-size', ...stageSize() });
    const readiness = await page.whenReady(READY_TIMEOUT_MS);
    const absent = page.describe().absentTimelines.map(({ compositionId }) => `timeline "${compositionId}"`);
    const missing = readiness.ready ? absent : readiness.missing;
    if (missing.length > 0) post({ type: 'diagnostic', code: 'not-ready', details: { missing } });
    // Who plays or seeks the page by itself may have begun.
    try {
      player.renderSeek(player.getTime());
    } catch (error) {
      reportError(error);
    }
    isReady = true;
    post({ type: 'ready', protocolVersion: MESSAGE_VERSION });
    for (const child of page.describe().unmountedChildren) {
      const message = `The sub-composition ${child.file} in ${child.element} cannot be used: ${child.reason}.`;
      post({ type: 'diagnostic', code: 'sub-composition', details: { message, ...child } });
    }
    postTimeline();
    postState();
    for (const control of waiting) take(control);
  }

  errors.listen((error) => post({ type: 'diagnostic', code: 'script-error', details: { ...error } }));
  window.addEventListener('message', ({ source, data }) => {
    if (source !== window.parent) return;
    const parsed = parseControl(data, fps);
    if (parsed.kind === 'wrong-version') {
      const details = { expected: MESSAGE_VERSION, received: parsed.version };
      post({ type: 'diagnostic', code: 'protocol-version', details });
    } else if (parsed.kind === 'refused') {
      post({ type: 'diagnostic', code: parsed.code, details: { action: parsed.action } });
    } else if (parsed.kind === 'control') {
      if (isReady) take(parsed);
      else waiting.push(parsed);
    }
  });
  whenParsed(() => void open());
  return { postState, postDiagnostic: (code, message) => post({ type: 'diagnostic', code, details: { message } }) };
}
