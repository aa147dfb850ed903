/**
 * All that a plan has to learn from the page, in as few looks at it as there can be: mostly one, of a page that turns out to be as its markup
 * says, and can be painted.
 * @module
 */
import type { ConsoleLine } from '#contracts/console-line.ts';
import { FORMAT_FACTS } from '#contracts/formats.ts';
import { canonicalJson, planChunks, type Chunk, type EncodeSettings } from '#contracts/plan.ts';
import type { PlanCall } from '#contracts/protocol.ts';
import { refuseUnforgiven } from '#contracts/warning.ts';
import type { BrowserLease } from '../browser/browser-pool.ts';
import { PaintObstacle } from '../capture/painter.ts';
import { pictureKindOf } from '../capture/picture-kind.ts';
import type { SiteFiles } from '../artifacts/site-files.ts';
import type { Engine } from '../engine/engine.ts';
import type { ProbingLibrary } from '../media/media-library.ts';
import type { TempFolder } from '../system/temp-folder.ts';
import type { CompositionFacts } from './check-composition.ts';
import { findRemoteObstacle, paintingWarnings, type PaintingDecision, type Unpaintable } from './choose-painting.ts';
import { dressRehearsal, type DressRehearsal } from './dress-rehearsal.ts';
import { tellOnce } from './font-warnings.ts';
import { framesOf } from './frames-of.ts';
import type { Freezer } from './freezer.ts';
import { firstKnown, openLooks, type KnownPage } from './looks.ts';
import type { Heard } from './plan-sound.ts';
import { probe, type Probed } from './probe.ts';
import type { SiteTexts } from './read-texts.ts';

const KEYFRAME_INTERVAL_SECONDS = 2;

interface Sources {
  engine: Engine;
  files: SiteFiles;
  freezer: Freezer;
  library: ProbingLibrary;
  texts: SiteTexts;
  folder: TempFolder;
}

export interface StudiedPage extends DressRehearsal {
  facts: CompositionFacts;
  /** Of the composition's frames, those that are asked for. */
  firstFrame: number;
  frameCount: number;
  chunks: Chunk[];
  encode: EncodeSettings;
  fontSheets: string[];
  lostFonts: string[];
}

interface Study {
  /** The decision before the page is opened; it may turn out that the page cannot be painted. */
  decision: PaintingDecision;
  signal: AbortSignal;
  /** Told what is heard as soon as that is known, perhaps more than once. */
  onHeard: (heard: Heard) => void;
  /** Receives the last lines of each page's console as the page is closed. */
  onConsole: (lines: ConsoleLine[]) => void;
}

export async function studyPage(
  lease: BrowserLease,
  call: PlanCall,
  { texts, ...sources }: Sources,
  { decision, signal, onHeard, onConsole }: Study,
): Promise<StudiedPage> {
  const { engine, freezer, folder } = sources;
  const looks = openLooks(lease, sources, call, onConsole, signal);
  const timing =
    call.isEstimated === false ? null : { ffmpegPath: engine.ffmpegPath, outputPath: folder.file('timed') };

  let unpaintable: Unpaintable | null = decision.painted ? null : decision;

  /** Learns what the page is, and rehearses it if it stands there as a chunk will have it. */
  const lookFirst = (known: KnownPage) =>
    looks.look(known, async (looked) => {
      const facts = await probe(looked, call, freezer);
      const warnings = tellOnce(texts.warnings, facts.warnings);
      refuseUnforgiven(warnings, call.strictness);
      const framing = framesOf(facts, call);
      onHeard({ ...facts, ...framing });
      const encode = encodeSettings(call, facts);
      const hasPictures = FORMAT_FACTS[call.format].kind !== 'audio';
      const chunks = hasPictures ? planChunks(framing.frameCount, call.chunkSize, framing.firstFrame) : [];
      const final = await finalPage(known, facts, encode, unpaintable ? null : freezer);
      const play = { facts, chunks, encode, isPainted: final.isPainted, freezer };
      const rehearsed = isSamePage(known, final) ? await dressRehearsal(looked, play, timing, signal) : null;
      return { ...framing, warnings, play, final, rehearsed };
    });
  const nullWhenUnpaintable = (error: unknown): null => {
    if (!(error instanceof PaintObstacle)) throw error;
    unpaintable = error;
    return null;
  };
  const first = firstKnown(engine, call, { ...sources, viewport: texts.viewport });
  const isPaintedFirst = decision.painted && !texts.hasCanvas;
  const asPainted = isPaintedFirst ? await lookFirst({ ...first, isPainted: true }).catch(nullWhenUnpaintable) : null;
  const { warnings, play, final, rehearsed, ...framing } = asPainted ?? (await lookFirst(first));

  const rehearseAs = (isPainted: boolean) =>
    looks.look({ ...final, isPainted }, (looked) => dressRehearsal(looked, { ...play, isPainted }, timing, signal));
  const early = rehearsed ?? (final.isPainted ? await rehearseAs(true).catch(nullWhenUnpaintable) : null);
  // What cannot be painted may come late.
  const last = early && (early.painting || !final.isPainted) ? early : await rehearseAs(false);
  return {
    ...last,
    ...framing,
    facts: play.facts,
    chunks: play.chunks,
    encode: play.encode,
    fontSheets: looks.fontSheets,
    lostFonts: looks.lostFonts,
    warnings: [...tellOnce(warnings, last.warnings), ...paintingWarnings(unpaintable)],
  };
}

/** The page as a chunk will have it, as far as its beginning tells. Without a `freezer` it is not painted. */
async function finalPage(
  known: KnownPage,
  { fps, absentTimelines, width, height, scale, hdr, obstacle }: Probed,
  encode: EncodeSettings,
  freezer: Freezer | null,
): Promise<KnownPage> {
  return {
    ...known,
    setup: { ...known.setup, fps, absentTimelines },
    viewport: { width, height, scale },
    picture: pictureKindOf(encode),
    isPainted: freezer !== null && !hdr && !obstacle && !(await findRemoteObstacle(freezer)),
    ...(hdr && { hdr }),
  };
}

/** Its frame rate has been its own or the request's from the start. */
const isSamePage = (known: KnownPage, { setup, viewport, isPainted, hdr }: KnownPage): boolean =>
  !hdr &&
  isPainted === known.isPainted &&
  setup.absentTimelines?.length === 0 &&
  canonicalJson(viewport) === canonicalJson(known.viewport);

function encodeSettings(call: PlanCall, { fps, hdr }: Probed): EncodeSettings {
  return {
    format: call.format,
    codec: hdr ? 'h265' : call.codec,
    ...(hdr && { hdr }),
    quality: call.quality,
    crf: call.crf ?? null,
    bitrate: call.bitrate ?? null,
    keyframeInterval: Math.max(1, Math.floor((KEYFRAME_INTERVAL_SECONDS * fps.num) / fps.den)),
  };
}
