/**
 * Lines that the scripts of a page write to the console.
 * @module
 */
import { z } from 'zod';

/** Lines that are kept of one page: the last ones. */
export const MAX_CONSOLE_LINES = 200;
/** Longest text of one line, in UTF-16 code units. */
export const MAX_CONSOLE_TEXT_LENGTH = 1_000;
/** Lines that a failure carries in its details; the others are in the render's logs. */
export const MAX_LINES_OF_FAILURE = 20;
/** Lines that one answer holds of all pages of a render. */
export const MAX_LOG_LINES = 2_000;

const CONSOLE_LEVELS = ['debug', 'info', 'warning', 'error'] as const;

export const ConsoleLine = z.object({
  level: z.enum(CONSOLE_LEVELS),
  text: z.string().max(MAX_CONSOLE_TEXT_LENGTH),
  /** Frame of the composition that was being drawn; null before the first. */
  frame: z.int().nullable(),
  /** Chunk whose page wrote it; null for the page of the plan. */
  chunk: z.int().nullable(),
  /** Script and line, as far as known. */
  source: z.string().max(MAX_CONSOLE_TEXT_LENGTH).optional(),
});
export type ConsoleLine = z.infer<typeof ConsoleLine>;
export const ConsoleLines = z.array(ConsoleLine).max(MAX_CONSOLE_LINES);

/** `GET /api/renders/:id/logs`. */
export const RenderLogs = z.object({
  /** The plan's page first, then chunk after chunk; the last lines of each. */
  console: z.array(ConsoleLine),
  /** Whether there are more lines than one answer holds; those of the last chunks are left out. */
  isCut: z.boolean(),
});
export type RenderLogs = z.infer<typeof RenderLogs>;
