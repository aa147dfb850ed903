/**
 * How each format is assembled.
 * @module
 */
import type { Format } from '#contracts/formats.ts';
import { joinGif } from './join-gif.ts';
import { joinMovie } from './join-movie.ts';
import { joinPictures } from './join-pictures.ts';
import { joinStream } from './join-stream.ts';
import { joinWebm } from './join-webm.ts';
import type { Join } from './joiner.ts';
import { takeAudio, takeStill } from './take-whole.ts';

export const JOINS: Readonly<Record<Format, Join>> = {
  mp4: joinMovie('mp4'),
  mov: joinMovie('mov'),
  webm: joinWebm,
  hls: joinStream,
  gif: joinGif,
  'png-sequence': joinPictures,
  png: takeStill,
  jpeg: takeStill,
  webp: takeStill,
  m4a: takeAudio,
  wav: takeAudio,
};
