import { checks } from '../checks.ts';

export default checks({
  frames: 2,
  warnings: ['adapter_readiness_failed', 'live_map_detected'],
  pixels: [
    [0, 20, 45, 'lime'],
    [0, 100, 45, 'lime'],
    [0, 140, 45, 'lime'],
    [1, 20, 45, 'lime'],
  ],
});
