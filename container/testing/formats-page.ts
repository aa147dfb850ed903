/**
 * `docs/formats.md`, from the table of formats and what a test run proved of each.
 * @module
 */
import { CRF_RANGES, FORMAT_FACTS, FORMATS, type Codec, type Format } from '#contracts/formats.ts';

export interface Proof {
  format: Format;
  codec: Codec | null;
  isHdr: boolean;
  /** Rate at which every timestamp was found exact; null where there is none. */
  fps: string | null;
  /** How far a known colour may be off, of 255; null where it was not looked at. */
  colour: number | null;
  alpha: boolean;
  sound: boolean;
}

const CODEC_NAMES: Record<Codec, string> = {
  h264: 'H.264 High, `yuv420p`',
  h265: 'H.265, `yuv420p`, tag `hvc1`',
  vp9: 'VP9, `yuva420p`',
  prores: 'ProRes 4444, `yuva444p10le`',
};
const HDR_NAME = 'H.265 Main 10, `yuv420p10le`, BT.2020 with PQ or HLG (`hdr`)';
const AUDIO_NAMES = { aac: 'AAC-LC 192k', opus: 'Opus 128k', pcm: 'PCM 16 bit' };

const SORTS: Record<Format, string> = {
  mp4: 'plays everywhere',
  webm: 'transparent video for the web',
  mov: 'transparent video for editing',
  hls: 'a stream that plays while it is rendered; segments are the chunks',
  gif: 'one palette for the whole film, at most 50 fps',
  'png-sequence': 'a ZIP of `frame_000001.png`… and `audio.m4a`',
  png: 'the picture at `time`',
  jpeg: 'the picture at `time`',
  webp: 'the picture at `time`',
  m4a: 'the sound alone',
  wav: 'the sound alone',
};

export function describeFormats(proofs: readonly Proof[]): string {
  const rows = FORMATS.flatMap((format) => proofs.filter((proof) => proof.format === format).map(describeRow));
  const ranges = Object.entries(CRF_RANGES).map(([codec, range]) => `${codec} ${range ? range.join('–') : 'none'}`);
  return `# Formats

Written by \`test/engine/formats.chrome.test.ts\` (\`vitest run -u\` writes it anew): a cell is there because a test proved it by decoding.
"Same bytes" means one file, whether three nodes made the chunks, one of them at the second try, or one node in one go.

| \`format\` | file | video | alpha | sound | frame rate proven exact | colour within | same bytes | |
|---|---|---|---|---|---|---|---|---|
${rows.join('\n')}

- Transparent formats show no background of \`html\`, \`body\` or a composition's root: put a full-size element there if you want one.
- \`crf\` ranges: ${ranges.join(', ')}. \`bitrate\` takes its place. Formats without an encoder refuse both.
- Every format takes any integer rate from 1 to 240 (GIF to 50) and fractions such as \`30000/1001\`. In MP4, MOV and HLS a frame's time is
  \`n · den / num\` exactly; a WebM counts whole milliseconds, a GIF hundredths of a second, each rounded from the exact time.
- \`frameRange: { "start": 30, "end": 90 }\` renders frames 30 to 89 of anything but stills. \`spriteSheet: true\` adds \`sprites.jpg\` and \`sprites.vtt\`.
- HDR (\`hdr\`): \`auto\` takes it where a video of the composition is in PQ or HLG (PQ where there are both), the format is MP4, the codec H.265 or not
  named, and no larger size is asked for; \`on\` takes it anyway, \`off\` never. The file has 10 bits, BT.2020, and with PQ a mastering display of P3-D65,
  1000 nits, \`MaxCLL\` 1000, \`MaxFALL\` 400. White of the page is 203 nits, or 75 % in HLG (ITU-R BT.2408). Proven by \`test/engine/hdr.chrome.test.ts\`:
  what a video holds is within 3 of 1023 codes, mixed with the page within 8, colours of the page within 3. Videos with a filter or a blend that bends
  colours, with alpha, and pictures that scripts draw are tone-mapped and told of by a warning. What other
  elements bend that lie over such a video (blend modes, \`backdrop-filter\`) comes out wrong.
- Without HDR, videos in PQ and HLG are tone-mapped: as they are up to three fifths of their white, ever less above it. White (203 nits) becomes 231 of 255,
  1000 nits 252, and only 10,000 nits are 255. Greys are within 3 of 255 of that curve, colours within BT.709 within 6.
- MP4, MOV, WebM, HLS, GIF and PNG sequences say which Edgereel and which plan made them.
`;
}

function describeRow({ format, codec, isHdr, fps, colour, alpha, sound }: Proof): string {
  const facts = FORMAT_FACTS[format];
  const used = codec ?? facts.codecs[0] ?? null;
  const cells = [
    `\`${format}\``,
    `.${facts.extension}`,
    isHdr ? HDR_NAME : used ? `${CODEC_NAMES[used]}${codec === 'h265' ? ' (`codec: "h265"`)' : ''}` : '–',
    alpha ? (format === 'gif' ? '1 bit' : 'yes') : '–',
    sound && facts.audio ? AUDIO_NAMES[facts.audio] : '–',
    fps ?? '–',
    colour === null ? '–' : `${colour} of 255`,
    facts.chunk && facts.kind !== 'still' ? 'yes' : '–',
    isHdr ? 'more light and more colours' : codec === 'h265' ? 'smaller files for fewer players' : SORTS[format],
  ];
  return `| ${cells.join(' | ')} |`;
}
