import type { RenderWarning } from '#contracts/warning.ts';
import { liveMaps } from '../adapters/maps.ts';

/** A map shows what its server sends: the same composition may look different tomorrow. */
export function mapWarnings(): RenderWarning[] {
  const maps = liveMaps();
  if (maps.length === 0) return [];
  return [
    {
      code: 'live_map_detected',
      severity: 'warning',
      message: `The page shows a live map (${maps.join(', ')}): its tiles may change between two renders.`,
      details: { maps },
    },
  ];
}
