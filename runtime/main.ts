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
import { watchPageTrees } from './composition/page-trees.ts';
import { whileParsing } from './composition/while-parsing.ts';
import { createEngine } from './engine.ts';
import { followHost } from './follow-host.ts';
import { createMediaOutput } from './media-output.ts';
import { createPage } from './page.ts';
import { createPlayer } from './player.ts';
import { startPreview, type Preview } from './preview/preview.ts';
import { publishGlobals } from './publish-globals.ts';
import { watchScriptErrors } from './script-errors.ts';
import { watchVolumes } from './sound/volumes.ts';
import { createSeeker } from './seeker.ts';
import { readSetup } from './setup.ts';
import { createSubCompositions } from './sub-compositions/sub-compositions.ts';
import { bindVariables } from './variables/bindings.ts';
import { watchWebgl } from './watch-webgl.ts';

const setup = readSetup(window.__edgereelSetup);
const real = keepRealClock();
const clock = installVirtualClock();
const random = installSeededRandom();
const errors = watchScriptErrors();
const trees = watchPageTrees();
const webgl = watchWebgl();
const volumes = watchVolumes();

const ownFps = () => (setup.isFpsOpen && declaredFrameRate()) || setup.fps;
const kinds = setup.isFrame ? FRAME_ADAPTERS : ADAPTERS;
const adapters = kinds.map((create) => create({ clock, trees, fps: setup.fps, ownFps }));
const seeker = createSeeker({ clock, random, fps: setup.fps, adapters });
const engine = createEngine(seeker, clock);
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
const page = createPage({ setup, engine, adapters, real, errors, webgl, children, sampleVolumes });

let preview: Preview | null = null;
const output = createMediaOutput();
const player = createPlayer({
  engine,
  real,
  output,
  canPlay: setup.mode === 'preview',
  onChange: () => preview?.postState(),
});
publishGlobals({ setup, clock, seeker, engine, page, player });

adoptEnforcedStyles(setup);
whileParsing(() => {
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
else if (setup.mode === 'preview') preview = startPreview({ player, output, page, errors, fps: setup.fps });
