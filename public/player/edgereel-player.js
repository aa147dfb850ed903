/**
 * `<edgereel-player>`: shows a composition and plays it. Load it from any site:
 *
 *     <script type="module" src="https://<worker>/player/edgereel-player.js"></script>
 *     <edgereel-player src="https://<worker>/preview/kinetic-titles/index.html" controls></edgereel-player>
 *
 * It is also registered as `<hyperframes-player>`, unless that name is taken.
 * @module
 */
import { EdgereelPlayer } from './player-element.js';

// A class can have one name only.
class HyperFramesPlayer extends EdgereelPlayer {}

if (!customElements.get('edgereel-player')) customElements.define('edgereel-player', EdgereelPlayer);
if (!customElements.get('hyperframes-player')) customElements.define('hyperframes-player', HyperFramesPlayer);

export { EdgereelPlayer };
