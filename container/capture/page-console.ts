/**
 * The console of a page: its last lines, each with the frame that was being drawn.
 * @module
 */
import type { CDPSession, Protocol } from 'puppeteer-core';
import {
  MAX_CONSOLE_LINES,
  MAX_CONSOLE_TEXT_LENGTH,
  MAX_LINES_OF_FAILURE,
  type ConsoleLine,
} from '#contracts/console-line.ts';
import { boundText } from '#contracts/bound-text.ts';
import { EdgereelError, isEdgereelError } from '#contracts/errors.ts';
import type { Fps } from '#contracts/fps.ts';
import { PAGE_ORIGIN } from './missing-file.ts';

export interface PageConsole {
  /** The last lines so far. `fps` turns times into frame numbers. */
  lines(fps: Fps, chunk: number | null): ConsoleLine[];
  /** Sets the time of the composition at which lines are written from now on. */
  enter(timeSeconds: number): void;
}

type Line = Pick<ConsoleLine, 'level' | 'text' | 'source'> & { timeSeconds: number | null };

const LEVELS: Readonly<Record<string, ConsoleLine['level']>> = {
  debug: 'debug',
  trace: 'debug',
  warning: 'warning',
  error: 'error',
  assert: 'error',
};
/** Console calls that write no line. */
const SILENT = new Set<string>(['clear', 'endGroup', 'profile', 'profileEnd']);

export function keepConsole(cdp: CDPSession): PageConsole {
  let lines: Line[] = [];
  let timeSeconds: number | null = null;
  const add = (line: Omit<Line, 'timeSeconds'>): void => {
    lines.push({ ...line, timeSeconds });
    // Old lines are dropped many at a time, so that a page that writes without end costs no copy for each line.
    if (lines.length >= 2 * MAX_CONSOLE_LINES) lines = lines.slice(-MAX_CONSOLE_LINES);
  };
  cdp.on('Runtime.consoleAPICalled', ({ type, args, stackTrace }) => {
    if (SILENT.has(type)) return;
    const [place] = stackTrace?.callFrames ?? [];
    add({
      level: LEVELS[type] ?? 'info',
      text: bound(formatArguments(args)),
      ...sourceOf(place?.url, place?.lineNumber),
    });
  });
  cdp.on('Runtime.exceptionThrown', ({ exceptionDetails: { exception, text, url, lineNumber } }) => {
    const thrown = exception ? describe(exception) : '';
    add({ level: 'error', text: bound(`${text} ${thrown}`.trim()), ...sourceOf(url, lineNumber) });
  });
  return {
    lines: ({ num, den }, chunk) =>
      lines.slice(-MAX_CONSOLE_LINES).map(({ timeSeconds: at, ...line }) => ({
        ...line,
        frame: at === null ? null : Math.floor((at * num) / den + 1e-6),
        chunk,
      })),
    enter: (at) => void (timeSeconds = at),
  };
}

/** Longest text of one line in the details of an error. */
const MAX_TEXT_IN_FAILURE = 400;

/** Adds the last lines to the details of an error. */
export function withConsole(error: unknown, lines: readonly ConsoleLine[]): unknown {
  if (lines.length === 0 || !isEdgereelError(error) || 'console' in error.details) return error;
  const last = lines
    .slice(-MAX_LINES_OF_FAILURE)
    .map((line) => ({ ...line, text: boundText(line.text, MAX_TEXT_IN_FAILURE) }));
  // The own details come first: details are cut from their end.
  return new EdgereelError(error.code, error.message, {
    details: { ...error.details, console: last },
    cause: error.cause,
  });
}

function sourceOf(url: string | undefined, lineNumber: number | undefined): Pick<Line, 'source'> {
  if (!url) return {};
  const name = url.replace(`${PAGE_ORIGIN}/`, '');
  return { source: bound(lineNumber === undefined ? name : `${name}:${lineNumber + 1}`) };
}

const bound = (text: string): string => boundText(text, MAX_CONSOLE_TEXT_LENGTH);

type Value = Protocol.Runtime.RemoteObject;

/** Text of a console call: its values joined by spaces, or put where `%s` and its like stand in the first one. */
export function formatArguments([first, ...rest]: readonly Value[]): string {
  if (!first) return '';
  if (first.type !== 'string') return [first, ...rest].map(describe).join(' ');
  const values = [...rest];
  const text = String(first.value).replaceAll(/%([sdifoOc%])/g, (mark, kind: string) => {
    if (kind === '%') return '%';
    const value = values.shift();
    if (!value) return mark;
    return kind === 'c' ? '' : describe(value);
  });
  return [text, ...values.map(describe)].join(' ');
}

function describe({ type, value, description, unserializableValue, preview }: Value): string {
  if (type === 'undefined') return 'undefined';
  if (value !== undefined && typeof value !== 'object') return String(value);
  if (value === null) return 'null';
  if (preview && preview.subtype !== 'error') return describePreview(preview);
  return unserializableValue ?? description ?? JSON.stringify(value) ?? type;
}

function describePreview({ subtype, description = '', overflow, properties }: Protocol.Runtime.ObjectPreview): string {
  const isList = subtype === 'array' || subtype === 'typedarray';
  if (properties.length === 0 && !isList && description !== 'Object') return description;
  const parts = properties.map(({ name, value = '' }) => (isList ? value : `${name}: ${value}`));
  const inner = [...parts, ...(overflow ? ['…'] : [])].join(', ');
  return isList ? `[${inner}]` : `${description === 'Object' ? '' : `${description} `}{${inner}}`;
}
