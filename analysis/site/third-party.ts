/**
 * Which code is the author's. Libraries may read clocks and start loops; that is for the adapters, not for the author.
 * @module
 */

const VENDOR_FOLDERS = new Set(['vendor', 'vendors', 'node_modules', 'third-party', 'third_party', 'thirdparty']);
/** File names under which libraries are copied into a site as they are. */
const LIBRARY_FILE =
  /^(?:gsap|tweenmax|tweenlite|scrolltrigger|splittext|motionpathplugin|three|lottie|bodymovin|dotlottie|anime|d3|topojson|jquery|p5|pixi|matter|leaflet|mapbox-gl|maplibre-gl|tailwind)(?:[.-][\w.-]+)?\.m?js$/i;
/** No author writes such lines. */
const MINIFIED_LINE_LENGTH = 5_000;

/** Whether a file is a library, by its name. `url` may be a path or a whole address. */
export function isThirdParty(url: string): boolean {
  const parts = url.replace(/[?#].*$/, '').split('/');
  const name = parts.at(-1)!;
  return (
    /\.min\.(?:m?js|css)$/i.test(name) ||
    LIBRARY_FILE.test(name) ||
    parts.some((part) => VENDOR_FOLDERS.has(part.toLowerCase()))
  );
}

/** Whether code is a library or made by a tool, by its looks: a licence banner, or lines as a minifier makes them. */
export function looksBuilt(code: string): boolean {
  return /^\s*\/\*!/.test(code) || code.split('\n').some((line) => line.length > MINIFIED_LINE_LENGTH);
}
