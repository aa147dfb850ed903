/** Sound formats, and containers that may hold sound. Play lists are none: they name other files. */
const FORMATS =
  'wav,w64,aiff,au,caf,flac,mp3,aac,ac3,eac3,amr,ogg,opus,wv,ape,tta,matroska,webm,mov,mp4,avi,flv,asf,mpeg,mpegts';

/**
 * Before every input. FFmpeg's hand-written code for some processors rounds otherwise than that for others, so none is used; the same
 * input then gives the same samples wherever it is decoded.
 */
export const INPUT_OPTIONS = [
  ...['-hide_banner', '-nostdin', '-cpuflags', '0', '-threads', '1', '-filter_threads', '1'],
  ...['-protocol_whitelist', 'file', '-format_whitelist', FORMATS],
];
