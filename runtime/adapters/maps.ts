/**
 * Maps that the author lists: waited for until their first tiles are there. Moving them is the author's, on `hf-seek`.
 * @module
 */
import type { AdapterFactory } from './adapter.ts';

/** A map object as its library makes it; which methods there are depends on the library. */
interface MapLike {
  loaded?(): boolean;
  once?(event: string, listener: () => void): unknown;
  whenReady?(listener: () => void): unknown;
  addListener?(event: string, listener: () => void): { remove(): void };
}

type WhenLoaded = (map: MapLike) => Promise<void>;

/** Mapbox GL and MapLibre GL. */
const whenGlMapLoaded: WhenLoaded = async (map) => {
  if (map.loaded?.() !== true) await new Promise<void>((resolve) => map.once?.('load', resolve));
};

const whenLeafletReady: WhenLoaded = (map) => new Promise((resolve) => map.whenReady?.(resolve));

const whenGoogleTilesLoaded: WhenLoaded = (map) =>
  new Promise((resolve) => {
    const listener = map.addListener?.('tilesloaded', () => {
      listener?.remove();
      resolve();
    });
  });

/** Where authors list their maps, and how each kind says that it is there. */
const KINDS = [
  { name: 'mapbox', list: '__hfMapbox', whenLoaded: whenGlMapLoaded },
  { name: 'leaflet', list: '__hfLeaflet', whenLoaded: whenLeafletReady },
  { name: 'google-maps', list: '__hfGoogleMaps', whenLoaded: whenGoogleTilesLoaded },
  { name: 'maplibre', list: '__hfMaplibre', whenLoaded: whenGlMapLoaded },
] as const;

export const MAP_ADAPTERS: readonly AdapterFactory[] = KINDS.map(({ name, list, whenLoaded }) => () => {
  const loading = new Map<MapLike, Promise<void>>();

  /** Listened to as early as can be: what a map says once, it says to those who listen. */
  function discover(): void {
    for (const map of mapsIn(window[list])) {
      if (loading.has(map)) continue;
      const loaded = whenLoaded(map);
      // A failure is told by readiness.
      loaded.catch(() => undefined);
      loading.set(map, loaded);
    }
  }

  return {
    name,
    discover,
    seek() {},
    async whenReady() {
      discover();
      await Promise.all(loading.values());
    },
  };
});

/** Elements in which the map libraries draw. */
const MAP_MARKERS = '.mapboxgl-map, .maplibregl-map, .leaflet-container, .gm-style';

/** Kinds of maps in the page: what a tile server sends today it may not send tomorrow. */
export function liveMaps(): string[] {
  const listed = KINDS.filter(({ list }) => mapsIn(window[list]).length > 0).map(({ name }) => name);
  return listed.length > 0 || !document.querySelector(MAP_MARKERS) ? listed : ['unlisted'];
}

function mapsIn(list: unknown): MapLike[] {
  return Array.isArray(list) ? list.filter((map) => typeof map === 'object' && map !== null) : [];
}
