/**
 * Learns all that a plan needs from the page, in as few looks at it as possible: mostly one, of a page that turns out to be as its markup
 * says, and can be painted.
 * @module
 */
import type { ConsoleLine } from '#contracts/console-line.ts';
import { FORMAT_FACTS } from '#contracts/formats.ts';
import { canonicalJson, planChunks, type Chunk, type EncodeSettings } from '#contracts/plan.ts';
import type { PlanCall } from '#contracts/protocol.ts';
import { refuseUnforgiven, type RenderWarning } from '#contracts/warning.ts';
import type { BrowserLease } from '../browser/browser-pool.ts';
import { PaintObstacle } from '../capture/painter.ts';
import { pictureKindOf } from '../capture/picture-kind.ts';
import type { SiteFiles } from '../artifacts/site-files.ts';
import type { Engine } from '../engine/engine.ts';
import type { ProbingLibrary } from '../media/media-library.ts';
import type { TempFolder } from '../system/temp-folder.ts';
import type { CompositionFacts } from './check-composition.ts';
import { decidePainting, paintingWarnings, type PaintingDecision } from './choose-painting.ts';
import { dressRehearsal, type DressRehearsal } from './dress-rehearsal.ts';
import { tellOnce } from './font-warnings.ts';
import { framesOf } from './frames-of.ts';
import type { Freezer } from './freezer.ts';
import { firstKnown, openLooks, type KnownPage, type LookedAt } from './looks.ts';
import { nextLook, type Look } from './next-look.ts';
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
  /** The part of the composition that is asked for. */
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
  /** Receives what is heard as soon as that is known, perhaps more than once. */
  onHeard: (heard: Heard) => void;
  /** Receives the last lines of each page's console as the page is closed. */
  onConsole: (lines: ConsoleLine[]) => void;
}

/** Facts that the looks so far have found. */
interface Knowledge {
  painting: PaintingDecision;
  probed: ProbedPage | null;
  rehearsed: DressRehearsal | null;
}

interface ProbedPage {
  facts: CompositionFacts;
  firstFrame: number;
  frameCount: number;
  chunks: Chunk[];
  encode: EncodeSettings;
  warnings: RenderWarning[];
  /** The page as a chunk has it. */
  final: KnownPage;
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
  const rehearse = (looked: LookedAt, play: Pick<ProbedPage, 'facts' | 'chunks' | 'encode'>, isPainted: boolean) =>
    dressRehearsal(looked, { ...play, isPainted, freezer }, timing, signal);

  /** Learns what the page is, and rehearses it where it stands there as a chunk has it. */
  const lookFirst = (known: KnownPage, painting: PaintingDecision): Promise<Knowledge> =>
    looks.look(known, async (looked) => {
      const { tracks, curves, hdr, obstacle, ...facts } = await probe(looked, call, freezer);
      const warnings = tellOnce(texts.warnings, facts.warnings);
      refuseUnforgiven(warnings, call.strictness);
      const framing = framesOf(facts, call);
      onHeard({ ...facts, tracks, curves, ...framing });
      const encode = encodeSettings(call, { ...facts, hdr });
      const hasPictures = FORMAT_FACTS[call.format].kind !== 'audio';
      const chunks = hasPictures ? planChunks(framing.frameCount, call.chunkSize, framing.firstFrame) : [];
      const decided = await decidePainting(painting, { hdr, obstacle }, freezer);
      const final = finalPage(known, { ...facts, hdr }, encode, decided);
      const probed = { facts, ...framing, chunks, encode, warnings, final };
      const rehearsed = isSamePage(known, final) ? await rehearse(looked, probed, final.isPainted) : null;
      return { painting: decided, probed, rehearsed };
    });
  const lookAgain = async ({ painting, probed }: Knowledge, isPainted: boolean): Promise<Knowledge> => {
    const page = { ...probed!.final, isPainted };
    const rehearsed = await looks.look(page, (looked) => rehearse(looked, probed!, isPainted));
    return { painting, probed, rehearsed };
  };

  const first = firstKnown(engine, call, { ...sources, viewport: texts.viewport });
  const take = ({ page, isPainted }: Look, known: Knowledge): Promise<Knowledge> =>
    page === 'first' ? lookFirst({ ...first, isPainted }, known.painting) : lookAgain(known, isPainted);

  let known: Knowledge = { painting: decision, probed: null, rehearsed: null };
  for (;;) {
    const { painting, probed, rehearsed } = known;
    const isProbed = probed !== null;
    const look = nextLook({ painting, hasCanvas: texts.hasCanvas, isProbed, isRehearsed: rehearsed !== null });
    if (look === null) break;
    known = await take(look, known).catch((error: unknown): Knowledge => {
      if (!(error instanceof PaintObstacle) || !look.isPainted) throw error;
      const { because, isTold } = error;
      return { ...known, painting: { painted: false, because, isTold } };
    });
  }
  const { warnings, final: _final, ...probed } = known.probed!;
  const rehearsed = known.rehearsed!;
  return {
    ...rehearsed,
    ...probed,
    fontSheets: looks.fontSheets,
    lostFonts: looks.lostFonts,
    warnings: [...tellOnce(warnings, rehearsed.warnings), ...paintingWarnings(known.painting)],
  };
}

/** The page as a chunk has it, as far as its beginning tells. */
function finalPage(
  known: KnownPage,
  { fps, absentTimelines, width, height, scale, hdr }: CompositionFacts & Pick<Probed, 'hdr'>,
  encode: EncodeSettings,
  painting: PaintingDecision,
): KnownPage {
  return {
    ...known,
    setup: { ...known.setup, fps, absentTimelines },
    viewport: { width, height, scale },
    picture: pictureKindOf(encode),
    isPainted: painting.painted,
    ...(hdr && { hdr }),
  };
}

/** Its frame rate has been its own or the request's from the start. */
const isSamePage = (known: KnownPage, { setup, viewport, isPainted, hdr }: KnownPage): boolean =>
  !hdr &&
  isPainted === known.isPainted &&
  setup.absentTimelines?.length === 0 &&
  canonicalJson(viewport) === canonicalJson(known.viewport);

function encodeSettings(call: PlanCall, { fps, hdr }: Pick<Probed, 'fps' | 'hdr'>): EncodeSettings {
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
