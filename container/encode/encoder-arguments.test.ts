import { describe, expect, it } from 'vitest';
import type { Fps } from '#contracts/fps.ts';
import type { EncodeSettings } from '#contracts/plan.ts';
import { drawnForm, encoderArguments, type PictureForm } from './encoder-arguments.ts';
import { frameTicksOf, timescaleOf } from './timescale.ts';

const SETTINGS: EncodeSettings = {
  format: 'mp4',
  codec: 'h264',
  quality: 'standard',
  crf: null,
  bitrate: null,
  keyframeInterval: 60,
};
const argumentsFor = (settings: Partial<EncodeSettings> = {}, fps: Fps = { num: 30, den: 1 }) =>
  argumentsFrom(drawnForm({ ...SETTINGS, ...settings }), settings, fps);
const argumentsFrom = (form: PictureForm, settings: Partial<EncodeSettings> = {}, fps: Fps = { num: 30, den: 1 }) =>
  encoderArguments({ ...SETTINGS, ...settings }, { fps, width: 320, height: 180, form }, '/out.mp4');
/** What follows the last occurrence of an option. */
const valueOf = (args: string[], option: string) => args[args.lastIndexOf(option) + 1];

describe('encoderArguments', () => {
  it.each([
    ['draft', 'ultrafast', '24', true],
    ['standard', 'superfast', '17.8', true],
    ['high', 'medium', '15', false],
  ] as const)('%s is preset %s with crf %s; looks ahead by our word: %s', (quality, preset, crf, looksAhead) => {
    const args = argumentsFor({ quality });
    expect([valueOf(args, '-preset'), valueOf(args, '-crf')]).toEqual([preset, crf]);
    expect(valueOf(args, '-x264-params')!.includes('mbtree=1')).toBe(looksAhead);
    expect(args).not.toContain('-b:v');
  });

  it('searches finer where frames cost much anyway, and the quality leaves it open', () => {
    const footage = (settings: Partial<EncodeSettings>) => {
      const args = argumentsFor({ content: 'footage', ...settings });
      return [valueOf(args, '-preset'), valueOf(args, '-crf')];
    };
    expect(footage({ quality: 'draft' })).toEqual(['ultrafast', '24']);
    expect(footage({ quality: 'standard' })).toEqual(['veryfast', '16']);
    expect(footage({ quality: 'standard', crf: 20 })).toEqual(['veryfast', '20']);
    expect(footage({ quality: 'high' })).toEqual(['medium', '15']);
  });

  it('takes painted pictures as they are', () => {
    const args = argumentsFrom('yuv420p');
    expect(args.slice(args.indexOf('-f'), args.indexOf('-i'))).toEqual(['-f', 'ivf', '-fpsprobesize', '0']);
    expect(valueOf(args, '-vf')).toMatch(/^format=yuv420p,setparams=.*,fps=30$/);
  });

  it('lets a crf take the place of the quality’s own, 0 included', () => {
    expect(valueOf(argumentsFor({ crf: 0 }), '-crf')).toBe('0');
  });

  it('lets a bitrate take the place of the crf', () => {
    const args = argumentsFor({ bitrate: 2_500_000 });
    expect(valueOf(args, '-b:v')).toBe('2500000');
    expect(args).not.toContain('-crf');
  });

  it('gives a rational frame rate as it is', () => {
    const args = argumentsFor({}, { num: 24000, den: 1001 });
    expect(valueOf(args, '-vf')).toMatch(/,fps=24000\/1001$/);
    expect(valueOf(args, '-video_track_timescale')).toBe('24000');
  });

  it('fixes what else decides the bytes: threads, keyframes, closed GOPs, colour, no clock in the file', () => {
    const args = argumentsFor({ keyframeInterval: 48 });
    expect(valueOf(args, '-threads')).toBe('1');
    expect(valueOf(args, '-g')).toBe('48');
    expect(valueOf(args, '-x264-params')).toMatch(/^open-gop=0(:|$)/);
    expect(valueOf(args, '-profile:v')).toBe('high');
    expect(valueOf(args, '-pix_fmt')).toBe('yuv420p');
    expect(
      ['-color_range', '-colorspace', '-color_primaries', '-color_trc'].map((option) => valueOf(args, option)),
    ).toEqual(['tv', 'bt709', 'bt709', 'bt709']);
    expect(valueOf(args, '-fflags')).toBe('+bitexact');
    expect(args.at(-1)).toBe('/out.mp4');
  });
});

it.each([
  ['pq', 'smpte2084', true],
  ['hlg', 'arib-std-b67', false],
] as const)(
  '%s is ten bits of BT.2020 from raw pictures; a mastering display goes with PQ alone: %s, %s',
  (hdr, transfer, isHdr10) => {
    const args = argumentsFor({ codec: 'h265', hdr });
    expect([valueOf(args, '-f'), valueOf(args, '-video_size'), valueOf(args, '-pix_fmt')]).toEqual([
      'mp4',
      '320x180',
      'yuv420p10le',
    ]);
    expect(args).toContain('rgb48le');
    expect(
      ['-color_range', '-colorspace', '-color_primaries', '-color_trc'].map((option) => valueOf(args, option)),
    ).toEqual(['tv', 'bt2020nc', 'bt2020', transfer]);
    const parameters = valueOf(args, '-x265-params')!;
    expect(parameters).toContain(`colorprim=bt2020:transfer=${transfer}:colormatrix=bt2020nc`);
    expect(
      parameters.includes(
        'master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1):max-cll=1000,400',
      ),
    ).toBe(isHdr10);
  },
);

describe('timescale', () => {
  it.each([
    [{ num: 1, den: 1 }, 1000, 1000],
    [{ num: 30, den: 1 }, 30_000, 1000],
    [{ num: 240, den: 1 }, 240_000, 1000],
    [{ num: 15, den: 2 }, 15_000, 2000],
    [{ num: 24000, den: 1001 }, 24_000, 1001],
    [{ num: 60000, den: 1001 }, 60_000, 1001],
    [{ num: 999_999_999, den: 5_000_000 }, 999_999_999, 5_000_000],
  ])('of %o is %i, a frame being %i ticks', (fps, timescale, ticks) => {
    expect([timescaleOf(fps), frameTicksOf(fps)]).toEqual([timescale, ticks]);
    expect(ticks / timescale).toBeCloseTo(fps.den / fps.num, 12);
  });
});
