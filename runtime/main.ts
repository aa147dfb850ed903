/**
 * The runtime: the first script of every composition, in preview and in capture. It takes over time and randomness, then waits to be
 * driven through `window.__hf` and `window.__edgereel`, or by messages of the player.
 * @module
 */
import { ADAPTERS, FRAME_ADAPTERS } from './adapters/table.ts';
import { installSeededRandom } from './clock/seeded-random.ts';
import { installVirtualClock, keepRealClock } from './clock/virtual-clock.ts';
import { noteDeclarations } from './composition/declared.ts';
import { adoptEnforcedStyles, enforceRootBox } from './composition/enforced-styles.ts';
import { declaredFrameRate } from './composition/frame-rate.ts';
import { whenParsed } from './composition/when-parsed.ts';
import { installTimelineRegistry, timelineRegistry } from './composition/page-registry.ts';
import { watchPageTrees } from './composition/page-trees.ts';
import { whileParsing } from './composition/while-parsing.ts';
import { createPageEngine } from './page-engine.ts';
import { followHost } from './follow-host.ts';
import { installBlobNames } from './machine/blob-names.ts';
import {
  installBrowserFacts,
  installMachineFacts,
  installScreenFacts,
  installSoundFacts,
} from './machine/machine-facts.ts';
import { captureMedia } from './media/capture-media.ts';
import { UNDRIVEN_MEDIA, type DrivenMedia } from './media/driven-media.ts';
import { followMedia } from './media/preview-media.ts';
import { createMediaOutput } from './media-output.ts';
import { createPage } from './page.ts';
import { watchPaintObstacles } from './paint-obstacles.ts';
import { createPlayer } from './player.ts';
import { hideDeniedDatabase } from './preview/denied-database.ts';
import { drawWhileCapturing } from './preview/scene-captures.ts';
import { startPreview, type Preview } from './preview/preview.ts';
import { publishGlobals } from './publish-globals.ts';
import { watchScriptErrors } from './script-errors.ts';
import { watchVolumes } from './sound/volumes.ts';
import { createSeeker } from './seeker.ts';
import { readSetup } from './setup.ts';
import { createSubCompositions } from './sub-compositions/sub-compositions.ts';
import { bindVariables } from './variables/bindings.ts';
import { leaveOutUnseen } from './unseen-drawing.ts';
import { watchWebgl } from './watch-webgl.ts';

const setup = readSetup(window.__edgereelSetup);
if (setup.mode === 'capture' && !setup.isFrame) standAlone();
const real = keepRealClock();
const clock = installVirtualClock();
const random = installSeededRandom();
installMachineFacts();
installScreenFacts();
installBlobNames();
if (setup.mode === 'capture') {
  installBrowserFacts();
  installSoundFacts(() => clock.nowMs);
}
const errors = watchScriptErrors();
installTimelineRegistry();
if (setup.mode === 'preview') hideDeniedDatabase();
const trees = watchPageTrees();
const webgl = watchWebgl();
const unseen = leaveOutUnseen(setup.isUnseen);
const obstacles = watchPaintObstacles(trees);
const volumes = watchVolumes();

const output = createMediaOutput();
const media = driveMedia();

const ownFps = () => (setup.isFpsOpen && declaredFrameRate()) || setup.fps;
const kinds = setup.isFrame ? FRAME_ADAPTERS : ADAPTERS;
const adapters = kinds.map((create) => create({ clock, trees, fps: setup.fps, ownFps, media: media.adapter }));
const seeker = createSeeker({ clock, random, fps: setup.fps, adapters });
const engine = createPageEngine(seeker, clock);
const children = createSubCompositions({
  siteUrl: new URL(setup.siteUrl, document.baseURI).href,
  absentTimelines: setup.absentTimelines ?? [],
  errors,
  onBuilt: () => {
    volumes.begin();
    seeker.discover();
  },
});
const sampleVolumes = (times: readonly number[]) => volumes.sample(times, seeker);
const page = createPage({
  setup,
  seeker,
  media,
  engine,
  adapters,
  clock,
  errors,
  webgl,
  unseen,
  obstacles,
  trees,
  children,
  sampleVolumes,
});

let preview: Preview | null = null;
const player = createPlayer({
  engine,
  real,
  output,
  canPlay: setup.mode === 'preview',
  onChange() {
    media.follow();
    preview?.postState();
  },
});
publishGlobals({ setup, clock, seeker, engine, page, player });

adoptEnforcedStyles(setup);
whileParsing(() => {
  // Takes over what a script has put in its place by another way than an assignment.
  timelineRegistry();
  children.mount();
  noteDeclarations();
  enforceRootBox();
  bindVariables();
  volumes.begin();
});
whenParsed(() => {
  seeker.discover();
  void children.build();
});
if (setup.isFrame) followHost(seeker, page);
else if (setup.mode === 'preview') {
  const started = startPreview({ player, output, page, errors, fps: setup.fps });
  drawWhileCapturing({
    ...{ clock, real, player },
    onFailure: (message) => started.postDiagnostic('shader-transitions', message),
  });
  preview = started;
}

/** Whether a composition is painted in a frame or drawn by itself is not for its scripts to see. */
function standAlone(): void {
  Object.defineProperty(window, 'parent', { value: window });
  Object.defineProperty(window, 'frameElement', { value: null });
}

/** A page inside a composition has media of its own, which nobody drives. */
function driveMedia(): DrivenMedia {
  if (setup.isFrame) return UNDRIVEN_MEDIA;
  if (setup.mode === 'capture') return captureMedia(trees, setup.fps);
  return followMedia(setup.fps, { isPlaying: () => player.isPlaying(), rate: () => player.getPlaybackRate() }, output);
}
