/**
 * What a site holds, read from its text files without rendering it, and what is wrong with it.
 * @module
 */
import { z } from 'zod';
import { SiteManifest } from './site.ts';
import { WARNING_SEVERITIES } from './warning.ts';

const Seconds = z.number();

export const ClipDescription = z.object({
  /** The element as messages name it. */
  element: z.string(),
  id: z.string().nullable(),
  /** As written. */
  startText: z.string().nullable(),
  durationText: z.string().nullable(),
  /** From the start of the file's root. */
  start: Seconds,
  /** Null when only a browser, a timeline or the media file can tell. */
  duration: Seconds.nullable(),
  line: z.int(),
});

export const CompositionDescription = z.object({
  id: z.string(),
  file: z.string(),
  /** An entry is rendered by itself, a sub-composition inside another. */
  role: z.enum(['entry', 'sub']),
  /** Files that mount it. */
  hostFiles: z.array(z.string()),
  title: z.string().nullable(),
  description: z.string().nullable(),
  /** CSS pixels; null when not declared. */
  width: z.int().nullable(),
  height: z.int().nullable(),
  /** Integer or fraction; null when not declared or not valid. */
  fps: z.string().nullable(),
  durationSeconds: Seconds.nullable(),
  /** `inferred` from the ends of clips with known windows; a timeline may make it longer. */
  durationSource: z.enum(['declared', 'inferred', 'unknown']),
  elementCount: z.int(),
  tracks: z.array(z.object({ index: z.int(), clips: z.array(ClipDescription) })),
  /** Declarations as in the HTML; a later one wins. */
  variables: z.array(z.looseObject({ id: z.string(), type: z.string(), label: z.string(), file: z.string() })),
});
export type CompositionDescription = z.infer<typeof CompositionDescription>;

export const FontDescription = z.object({
  family: z.string(),
  weights: z.array(z.string()),
  /** Where its glyphs come from: an `@font-face` of the site, a linked font service, the engine itself, nowhere known. */
  source: z.enum(['font-face', 'linked', 'bundled', 'stand-in', 'unknown']),
  /** The bundled family that is shown instead; null unless the source is `stand-in`. */
  shownAs: z.string().nullable(),
  files: z.array(z.string()),
});

export const MediaDescription = z.object({
  kind: z.enum(['video', 'audio', 'image']),
  src: z.string().nullable(),
  isRemote: z.boolean(),
  /** Null when there is no such file. */
  path: z.string().nullable(),
  elementId: z.string().nullable(),
  file: z.string(),
  line: z.int(),
});

export const LintFinding = z.object({
  /** A row of `docs/lint.md`; codes are only ever added. */
  code: z.string(),
  severity: z.enum(WARNING_SEVERITIES),
  /** The rule and the value that breaks it. */
  message: z.string(),
  /** What to do. */
  fixHint: z.string(),
  file: z.string(),
  /** From 1. */
  line: z.int(),
  column: z.int(),
  element: z.string().nullable(),
  /** The line of the source, shortened. */
  snippet: z.string(),
});
export type LintFinding = z.infer<typeof LintFinding>;

/** What is known of a site's files without a browser. */
export const SiteDescription = z.object({
  compositions: z.array(CompositionDescription),
  fonts: z.array(FontDescription),
  /** Style sheets of font services. */
  fontLinks: z.array(z.string()),
  media: z.array(MediaDescription),
  /** Text files that were not looked at: too large, too many, or no text. */
  skippedFiles: z.array(z.string()),
});
export type SiteDescription = z.infer<typeof SiteDescription>;

export const LintReport = z.object({
  errorCount: z.int(),
  warningCount: z.int(),
  findings: z.array(LintFinding),
  filesScanned: z.int(),
});
export type LintReport = z.infer<typeof LintReport>;

/** Discovery and lint together. */
export const SiteLook = SiteDescription.extend({ lint: LintReport });
export type SiteLook = z.infer<typeof SiteLook>;

/** `GET /api/sites/:id` and the answer to a commit. */
export const SiteView = SiteManifest.extend(SiteLook.shape);
export type SiteView = z.infer<typeof SiteView>;
