import { CONTAINERS } from '../media/containers.ts';

/**
 * Before every input. FFmpeg's hand-written code for some processors rounds otherwise than that for others, so none is used; the same
 * input then gives the same samples wherever it is decoded.
 */
export const INPUT_OPTIONS = [
  ...['-hide_banner', '-nostdin', '-cpuflags', '0', '-threads', '1', '-filter_threads', '1'],
  ...['-protocol_whitelist', 'file', '-format_whitelist', CONTAINERS],
];
