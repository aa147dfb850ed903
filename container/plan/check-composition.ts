/**
 * Turns what a page says of itself into the facts of a plan, or into the error that names what is wrong.
 * @module
 */
import { EdgereelError } from '#contracts/errors.ts';
import { countFrames, DEFAULT_FPS, formatFps, parseFps, type Fps } from '#contracts/fps.ts';
import { DEFAULT_SIZE_PX, MAX_DURATION_SECONDS, MAX_SIZE_PX, MIN_SIZE_PX } from '#contracts/limits.ts';
import type { PageDescription } from '#contracts/page.ts';
import type { PlanCall } from '#contracts/protocol.ts';
import { sizeOfResolution } from '#contracts/resolution.ts';
import { checkVariables, parseVariables, VARIABLE_WARNINGS } from '#contracts/variables.ts';
import type { RenderWarning } from '#contracts/warning.ts';
import type { Viewport } from '../browser/page-session.ts';
import { childWarnings } from './check-children.ts';

export interface CompositionFacts extends Viewport {
  compositionId: string;
  fps: Fps;
  durationSeconds: number;
  frameCount: number;
  /** Ids of sub-compositions whose timelines never came. */
  absentTimelines: string[];
  warnings: RenderWarning[];
}

type Requested = Pick<PlanCall, 'entry' | 'fps' | 'width' | 'height' | 'resolution' | 'variables' | 'strictVariables'>;
type OutputSize = Pick<Requested, 'width' | 'height' | 'resolution'>;

/** The root and its frame size: all that can be said before the page has its final size. */
export function checkFrame(
  page: PageDescription,
  requested: Requested,
): Pick<CompositionFacts, 'compositionId' | 'width' | 'height' | 'scale'> {
  const file = requested.entry;
  if (page.compositionId === null) {
    throw new EdgereelError(
      'COMPOSITION_INVALID',
      `${file} has no composition root: give one element the attribute data-composition-id.`,
      {
        details: { file },
      },
    );
  }
  const candidates = page.roots.filter(({ isTimed }) => !isTimed);
  const marked = page.roots.filter(({ isMarked }) => isMarked).length;
  if (candidates.length > 1 && marked !== 1) {
    const ids = candidates.map(({ compositionId }) => compositionId).join(', ');
    throw new EdgereelError(
      'COMPOSITION_INVALID',
      `${file} has ${candidates.length} composition roots (${ids}): mark one with data-root="true", or give the others data-start.`,
      { details: { file, roots: page.roots } },
    );
  }
  return { compositionId: page.compositionId, ...viewportOf(page.attributes, requested) };
}

/** The frame size that a root's attributes ask for. */
export function viewportOf(
  attributes: Pick<PageDescription['attributes'], 'width' | 'height'>,
  requested: OutputSize & Pick<Requested, 'entry'>,
): Viewport {
  const width = sizeOf('width', attributes.width, requested.entry);
  const height = sizeOf('height', attributes.height, requested.entry);
  return { width, height, scale: scaleOf(width, height, requested) };
}

/** Checks everything else, on the page as it is when ready. */
export function checkComposition(page: PageDescription, requested: Requested): CompositionFacts {
  const frame = checkFrame(page, requested);
  const fps = requested.fps ?? ownFps(page.attributes.fps, requested.entry);
  const { durationSeconds } = page;
  if (!(durationSeconds > 0)) {
    throw new EdgereelError(
      'COMPOSITION_INVALID',
      `${requested.entry} has no duration: set data-duration on the root or register a timeline.`,
      {
        details: { file: requested.entry },
      },
    );
  }
  if (durationSeconds > MAX_DURATION_SECONDS) {
    throw new EdgereelError(
      'DISTRIBUTED_DURATION_OUT_OF_RANGE',
      `The duration must not exceed ${MAX_DURATION_SECONDS} s, not ${durationSeconds} s.`,
      {
        details: { limit: MAX_DURATION_SECONDS, value: durationSeconds },
      },
    );
  }
  const frameCount = countFrames(durationSeconds, fps);
  if (frameCount === 0) {
    throw new EdgereelError(
      'DISTRIBUTED_DURATION_OUT_OF_RANGE',
      `The duration must hold at least one frame, not ${durationSeconds} s at ${formatFps(fps)} fps.`,
      {
        details: { value: durationSeconds, fps: formatFps(fps) },
      },
    );
  }
  return {
    ...frame,
    fps,
    durationSeconds,
    frameCount,
    absentTimelines: page.absentTimelines.map(({ compositionId }) => compositionId),
    warnings: [...page.warnings, ...variableWarnings(page, requested), ...childWarnings(page)],
  };
}

/** The integer that an attribute begins with; the format's default when the attribute is missing. */
function sizeOf(dimension: 'width' | 'height', text: string | null, file: string): number {
  if (text === null) return DEFAULT_SIZE_PX[dimension];
  const size = Number.parseInt(text, 10);
  if (Number.isInteger(size) && size >= MIN_SIZE_PX && size <= MAX_SIZE_PX && size % 2 === 0) return size;
  const attribute = `data-${dimension}`;
  throw new EdgereelError(
    'COMPOSITION_INVALID',
    `${attribute} of the root must be an even number from ${MIN_SIZE_PX} to ${MAX_SIZE_PX}, not ${JSON.stringify(text)}.`,
    { details: { file, attribute, value: text, min: MIN_SIZE_PX, max: MAX_SIZE_PX } },
  );
}

/** A larger output is the same layout with more device pixels; anything but a whole factor would be another layout. */
function scaleOf(width: number, height: number, requested: OutputSize): number {
  const own = { width, height };
  const output = outputSize(own, requested);
  const scale = output.width / width;
  if (Number.isInteger(scale) && output.height === height * scale) return scale;
  const { resolution } = requested;
  const what = resolution === undefined ? 'width and height' : `The size of the resolution ${resolution}`;
  throw new EdgereelError(
    'INVALID_REQUEST',
    `${what} must be the composition's own ${width}×${height} or a whole multiple of it, not ${output.width}×${output.height}.`,
    { details: { ...output, own, ...(resolution !== undefined && { resolution }) } },
  );
}

function outputSize(
  own: { width: number; height: number },
  { width, height, resolution }: OutputSize,
): { width: number; height: number } {
  if (resolution !== undefined) return sizeOfResolution(resolution, own);
  return width === undefined || height === undefined ? own : { width, height };
}

function ownFps(text: string | null, file: string): Fps {
  if (text === null) return DEFAULT_FPS;
  try {
    return parseFps(text, 'data-fps of the root:');
  } catch (cause) {
    throw new EdgereelError('COMPOSITION_INVALID', (cause as Error).message, {
      details: { file, value: text },
      cause,
    });
  }
}

function variableWarnings(page: PageDescription, { variables, strictVariables }: Requested): RenderWarning[] {
  const problems = checkVariables(page.variables.flatMap(parseVariables), variables);
  if (strictVariables && problems.length > 0) {
    throw new EdgereelError('VARIABLES_INVALID', problems[0]!.message, { details: { problems } });
  }
  return problems.map(({ kind, id, message }) => ({
    code: VARIABLE_WARNINGS[kind],
    severity: 'warning',
    message,
    details: { id, kind },
  }));
}
