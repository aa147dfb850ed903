import { readFile, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EdgereelError } from '#contracts/errors.ts';
import type { AudioCodec } from '#contracts/plan.ts';
import { SAMPLE_RATE, type SoundTrack, type VolumeCurve } from '#contracts/sound.ts';
import { makeTempFolder, type TempFolder } from '../temp-folder.ts';
import {
  clockHertz,
  clockTone,
  type Heard,
  hear,
  run,
  sine,
  soundTrack as track,
  wav,
  wavHeader,
  type Wave,
} from '../testing/sounds.ts';
import { makeSound } from './make-sound.ts';

const FFMPEG = process.env['EDGEREEL_FFMPEG'] || 'ffmpeg';
const never = new AbortController().signal;
let folder: TempFolder;
beforeAll(async () => {
  folder = await makeTempFolder(tmpdir(), 'edgereel-sound-test');
});
afterAll(() => folder[Symbol.asyncDispose]());

let runs = 0;
interface Options {
  /** Start of the range that is mixed. */
  from?: number;
  /** Its end. */
  seconds?: number;
  codec?: AudioCodec;
  curves?: VolumeCurve[];
  signal?: AbortSignal;
}

async function make(
  tracks: SoundTrack[],
  { from = 0, seconds = 4, codec = 'pcm', curves = [], signal = never }: Options = {},
) {
  const outputPath = folder.file(`mix-${runs++}`);
  const locate = async (url: string) => {
    if (url === 'missing.mp3') throw new EdgereelError('ASSET_NOT_FOUND', 'The media missing.mp3 does not exist.');
    return folder.file(url);
  };
  const endSample = Math.round(seconds * SAMPLE_RATE);
  const input = {
    tracks,
    curves,
    firstSample: Math.round(from * SAMPLE_RATE),
    endSample,
    locate,
    nameOf: (url: string) => url,
  };
  const { isThere, warnings } = await makeSound(input, { ffmpegPath: FFMPEG, codec, outputPath }, signal);
  return { isThere, warnings, file: isThere ? await readFile(outputPath) : Buffer.alloc(0) };
}

async function mixOf(tracks: SoundTrack[], options?: Options): Promise<Heard> {
  const { file, warnings } = await make(tracks, options);
  expect(warnings).toEqual([]);
  return hear(FFMPEG, file);
}

async function store(name: string, wave: Wave, options?: Parameters<typeof wav>[1]): Promise<string> {
  await writeFile(folder.file(name), wav(wave, options));
  return name;
}

/** The second of the clock tone that is heard around a time. */
const secondHeard = (heard: Heard, at: number): number => (heard.hertz(at - 0.1, at + 0.1) - 400) / 100;

describe('time', () => {
  it('plays a source from its trim, for its window, to the sample', async () => {
    const file = await store('clock.wav', clockTone(), { seconds: 8 });
    const heard = await mixOf([track(file, { start: 0.5, from: 0.5, to: 2.5, mediaStart: 3.25 })]);
    expect(heard.left).toHaveLength(4 * SAMPLE_RATE);
    expect(heard.begins(0.001)).toBeCloseTo(0.5, 3);
    expect(heard.level(0, 0.499)).toBe(0);
    expect(secondHeard(heard, 0.8)).toBeCloseTo(3, 1);
    expect(changeAt(heard, 4, 1.25)).toBeLessThan(0.005);
    expect(heard.level(1, 1.2)).toBeCloseTo(0.5, 2);
    expect(heard.level(2.501, 4)).toBe(0);
  });

  it('ends where the source ends', async () => {
    const file = await store('short.wav', sine(500), { seconds: 1.5 });
    const heard = await mixOf([track(file, { start: 1 })]);
    expect(heard.level(2.3, 2.5)).toBeCloseTo(0.5, 2);
    expect(heard.level(2.501, 4)).toBe(0);
  });

  it.each([
    [0.5, 0.008],
    [0.8, 0.005],
    [1.25, 0.005],
    [2, 0.005],
    [5, 0.005],
  ])('keeps the pitch at a rate of %d, and the time to %d s', async (rate, tolerance) => {
    const file = await store('clock-rate.wav', clockTone(), { seconds: 12 });
    const heard = await mixOf([track(file, { rate, mediaStart: 0.75 })], { seconds: 2 });
    for (let second = 1; (second - 0.75) / rate < 1.8 && second < 6; second++)
      expect(changeAt(heard, second, (second - 0.75) / rate), `second ${second}`).toBeLessThan(tolerance);
    expect(heard.level(0.1, 1.9)).toBeCloseTo(0.5, 1);
  });

  it('follows a lane of rates', async () => {
    const file = await store('clock-lane.wav', clockTone(), { seconds: 12 });
    const automation = '{"lanes":[{"target":"rate","points":[{"t":0,"v":1},{"t":1,"v":1},{"t":1,"v":2}]}]}';
    const heard = await mixOf([track(file, { automation })], { seconds: 3 });
    for (const [second, at] of [
      [1, 1],
      [2, 1.5],
      [3, 2],
      [4, 2.5],
    ] as const)
      expect(changeAt(heard, second, at), `second ${second}`).toBeLessThan(0.006);
  });

  it('gives of a range what the whole has there', async () => {
    const file = await store('range.wav', clockTone(), { seconds: 8 });
    const tracks = [track(file, { effects: '[{"type":"delay","time":0.7}]' }), track(file, { to: 1 })];
    const whole = await mixOf(tracks);
    const part = await mixOf(tracks, { from: 1.3, seconds: 2.6 });
    expect(part.left).toEqual(whole.left.slice(Math.round(1.3 * SAMPLE_RATE), Math.round(2.6 * SAMPLE_RATE)));
  });
});

describe('level', () => {
  it('is that of the source, on both sides, also of one channel', async () => {
    const mono = await store('mono.wav', sine(700, 0.6), { channels: 1 });
    const right = await store('right.wav', (seconds, channel) => channel * sine(900, 0.4)(seconds, channel));
    const heard = await mixOf([track(mono), track(right)], { seconds: 1 });
    for (const side of [heard.left, heard.right]) expect(heard.levelAt(700, 0.2, 0.8, side)).toBeCloseTo(0.6, 3);
    expect(heard.levelAt(900, 0.2, 0.8, heard.left)).toBeLessThan(0.001);
    expect(heard.levelAt(900, 0.2, 0.8, heard.right)).toBeCloseTo(0.4, 3);
  });

  it('adds up, and is lowered by nobody', async () => {
    const a = await store('a.wav', sine(600, 0.4));
    const b = await store('b.wav', sine(1100, 0.3));
    const heard = await mixOf([track(a), track(b), track(b, { volume: 0.5 })], { seconds: 1 });
    expect(heard.levelAt(600, 0.2, 0.8)).toBeCloseTo(0.4, 3);
    expect(heard.levelAt(1100, 0.2, 0.8)).toBeCloseTo(0.45, 3);
  });

  it('may be raised by 12 dB, and is held by a limiter alone', async () => {
    const file = await store('quiet.wav', sine(600, 0.2));
    expect((await mixOf([track(file, { volume: 3.981 })], { seconds: 1 })).levelAt(600, 0.2, 0.8)).toBeCloseTo(
      0.796,
      2,
    );
    const group = { id: 'g', start: 0, volume: 1, effects: '[{"type":"limiter","ceiling":-6}]', automation: null };
    const loud = [1, 2, 3].map(() => track(file, { volume: 3.981, group }));
    const held = await mixOf(loud, { seconds: 1 });
    expect(Math.max(...held.left)).toBeLessThanOrEqual(0.5013);
    expect(held.levelAt(600, 0.2, 0.8)).toBeGreaterThan(0.48);
    const clipped = await mixOf(
      loud.map((one) => ({ ...one, group: null })),
      { seconds: 1 },
    );
    expect(clipped.left.filter((sample) => Math.abs(sample) > 0.999).length).toBeGreaterThan(SAMPLE_RATE / 4);
  });

  it('fades and follows curves at their time', async () => {
    const file = await store('steady.wav', sine(1000, 0.5), { seconds: 5 });
    const levelsOf = (heard: Heard, ...at: number[]) =>
      at.map((seconds) => heard.levelAt(1000, seconds - 0.005, seconds + 0.005) / 0.5);
    const faded = await mixOf([track(file, { start: 1, to: 4, fadeIn: 1, fadeOut: 0.5 })]);
    const near = (...levels: number[]) => levels.map((level) => expect.closeTo(level, 2));
    expect(levelsOf(faded, 1.25, 1.5, 2.5, 3.75)).toEqual(near(0.25, 0.5, 1, 0.5));
    const curves = [{ renderId: file, start: 0, intervalSeconds: 0.5, values: [1, 1, 0, 0, 0.5] }];
    expect(levelsOf(await mixOf([track(file)], { curves }), 0.3, 0.75, 1.2, 1.75, 3)).toEqual(
      near(1, 0.5, 0, 0.25, 0.5),
    );
    const automation = '[{"target":"volume","points":[{"t":0,"v":0.1},{"t":1,"v":0.1},{"t":1,"v":0.9}]}]';
    const stepped = await mixOf([track(file, { start: 0.5, automation })]);
    expect(levelsOf(stepped, 1.49, 1.51)).toEqual(near(0.1, 0.9));
  });

  it('of a group is that of all its tracks', async () => {
    const file = await store('member.wav', sine(1000, 0.5), { seconds: 3 });
    const automation = '[{"target":"volume","points":[{"t":0,"v":1},{"t":1,"v":1},{"t":1,"v":0.25}]}]';
    const group = { id: 'g', start: 0.5, volume: 1, effects: null, automation };
    const heard = await mixOf([track(file, { group, volume: 0.5 }), track(file, { group, start: 1 })], { seconds: 3 });
    expect(heard.level(0.5, 0.9)).toBeCloseTo(0.25, 2);
    expect(heard.level(1.55, 1.95)).toBeCloseTo(0.75 * 0.25, 2);
  });
});

describe('effects of a track', () => {
  it('come before its volume and fades, in time, and ring out behind its window', async () => {
    const file = await store('ring.wav', sine(800), { seconds: 3 });
    const ringing = track(file, { start: 1, to: 2, effects: '[{"type":"reverb","decay":2},{"type":"limiter"}]' });
    const heard = await mixOf([ringing], { seconds: 5 });
    expect(heard.begins(0.01)).toBeCloseTo(1, 2);
    expect(heard.level(2.1, 2.3)).toBeGreaterThan(0.01);
    expect(heard.level(0, 0.99)).toBe(0);
    const faded = await mixOf([{ ...ringing, fadeOut: 0.5 }], { seconds: 5 });
    expect(faded.level(2.01, 5)).toBe(0);
  });

  it('keep time when they lag', async () => {
    const file = await store('lag.wav', clockTone(), { seconds: 4 });
    const effects = '[{"type":"pitchshift","semitones":12},{"type":"limiter"}]';
    const heard = await mixOf([track(file, { start: 0.5, effects })], { seconds: 3 });
    expect(heard.begins(0.1)).toBeCloseTo(0.5, 2);
    expect(Math.abs(heard.changes(800, 1000, [1.3, 1.7]) - 1.5)).toBeLessThan(0.006);
  });
});

describe('sources', () => {
  const encodings: [name: string, args: string[]][] = [
    ['mp3', ['-c:a', 'libmp3lame', '-b:a', '128k', '-f', 'mp3']],
    ['mp3 of variable rate', ['-c:a', 'libmp3lame', '-q:a', '4', '-f', 'mp3']],
    ['m4a', ['-c:a', 'aac', '-b:a', '128k', '-f', 'ipod']],
    ['flac', ['-c:a', 'flac', '-f', 'flac']],
    ['ogg opus', ['-c:a', 'libopus', '-b:a', '96k', '-f', 'ogg']],
    ['webm', ['-c:a', 'libopus', '-b:a', '96k', '-f', 'webm']],
    ['wav of 44.1 kHz in one channel', ['-ar', '44100', '-ac', '1', '-f', 'wav']],
    ['wav of 24 bits', ['-c:a', 'pcm_s24le', '-f', 'wav']],
    ['video', ['-c:a', 'aac', '-b:a', '128k', '-f', 'mp4']],
  ];

  it.each(encodings)('%s is heard at the right time, from the beginning and from amid', async (name, args) => {
    const output = folder.file(`source ${name}`);
    const picture =
      name === 'video' ? ['-f', 'lavfi', '-i', 'testsrc=size=64x64:rate=30:duration=6', '-shortest', '-bf', '2'] : [];
    await run(FFMPEG, wav(clockTone(), { seconds: 6 }), [...picture, ...args, '-y', output]);
    const fromStart = await mixOf([track(`source ${name}`)], { seconds: 3 });
    expect(changeAt(fromStart, 1, 1)).toBeLessThan(0.005);
    expect(changeAt(fromStart, 2, 2)).toBeLessThan(0.005);
    const fromAmid = await mixOf([track(`source ${name}`, { mediaStart: 3.4 })], { seconds: 2 });
    expect(changeAt(fromAmid, 4, 0.6)).toBeLessThan(0.005);
    expect(fromAmid.level(0, 0.02)).toBeCloseTo(0.5, 0.9);
    expect(fromAmid.level(0.1, 0.5)).toBeCloseTo(0.5, 1);
  });

  it('sound that begins late in a file stays late', async () => {
    const clock = folder.file('late-clock.wav');
    await writeFile(clock, wav(clockTone(), { seconds: 2 }));
    const picture = await run(FFMPEG, wav(sine(1), { seconds: 1 }), [
      ...['-f', 'lavfi', '-i', 'testsrc=size=64x64:rate=30:duration=4', '-itsoffset', '0.5', '-i', clock],
      ...['-map', '1:v', '-map', '2:a', '-f', 'matroska', 'pipe:1'],
    ]);
    await writeFile(folder.file('late.mkv'), picture);
    const heard = await mixOf([track('late.mkv', { kind: 'video' })], { seconds: 3 });
    expect(heard.begins(0.01)).toBeCloseTo(0.5, 2);
    expect(changeAt(heard, 1, 1.5)).toBeLessThan(0.005);
  });
});

describe('the file', () => {
  it('of AAC is as long as it says, and its sound begins at 0', async () => {
    const file = await store('for-aac.wav', clockTone(), { seconds: 3 });
    const samples = 2.5 * SAMPLE_RATE + 37;
    const { file: m4a } = await make([track(file)], { seconds: samples / SAMPLE_RATE, codec: 'aac' });
    const heard = await hear(FFMPEG, m4a);
    expect(heard.left.length).toBeGreaterThanOrEqual(samples);
    expect(heard.left.length).toBeLessThan(samples + 1024);
    expect(heard.level(samples / SAMPLE_RATE + 0.001, heard.left.length / SAMPLE_RATE)).toBeLessThan(0.02);
    for (const second of [1, 2]) expect(changeAt(heard, second, second)).toBeLessThan(0.002);
    // The edit list: from the end of the encoder's run-up on, for exactly so many samples.
    const elst = m4a.indexOf('elst');
    expect([m4a.readUInt32BE(elst + 12), m4a.readInt32BE(elst + 16)]).toEqual([samples, 1024]);
    expect(m4a.indexOf('moov')).toBeLessThan(m4a.indexOf('mdat'));
  });

  it.each(['opus', 'pcm'] as const)('of %s begins at 0 too, and is as long', async (codec) => {
    const file = await store('for-opus.wav', clockTone(), { seconds: 3 });
    const heard = await hear(FFMPEG, (await make([track(file)], { seconds: 2.5, codec })).file);
    for (const second of [1, 2]) expect(changeAt(heard, second, second)).toBeLessThan(0.002);
    expect(heard.left).toHaveLength(2.5 * SAMPLE_RATE);
  });

  it.each(['aac', 'opus', 'pcm'] as const)('of %s is the same bytes each time', async (codec) => {
    const file = await store('same.wav', clockTone(), { seconds: 3 });
    const tracks = [
      track(file, { rate: 1.5 }),
      track(file, { effects: '[{"preset":"hall"},{"type":"pitchshift","semitones":3}]' }),
    ];
    const [once, twice] = [await make(tracks, { codec, seconds: 2 }), await make(tracks, { codec, seconds: 2 })];
    expect(once.file.equals(twice.file)).toBe(true);
  });
});

describe('what cannot be heard is told of, and the rest is mixed', () => {
  const good = () => store('good.wav', sine(1000), { seconds: 2 });

  async function failing(bad: Partial<SoundTrack> & { url: string }) {
    const { warnings, file } = await make([track(bad.url, bad), track(await good())], { seconds: 1 });
    expect((await hear(FFMPEG, file)).levelAt(1000, 0.2, 0.8)).toBeCloseTo(0.5, 1);
    return warnings;
  }

  it.each([
    ['an empty file', 'empty.wav', ''],
    ['text under the name of a sound', 'text.mp3', 'This is not music.\n'.repeat(400)],
    ['a play list', 'list.mp3', '#EXTM3U\n#EXTINF:9,\ngood.wav\n#EXT-X-ENDLIST\n'],
    ['half a header', 'half.wav', wavHeader(1000).subarray(0, 20)],
    ['a header without sound', 'bare.wav', wavHeader(96_000)],
  ])('%s', async (_, url, content) => {
    await writeFile(folder.file(url), content);
    expect(await failing({ url })).toEqual([
      {
        code: 'audio_processing_failed',
        severity: 'error',
        message: expect.stringMatching(new RegExp(`^The sound of audio#${url} \\(${url}\\) .+\\.$`)),
        details: { element: `audio#${url}`, renderId: url, file: url, url, reason: expect.any(String) },
      },
    ]);
  });

  it('a file that is missing', async () => {
    expect((await failing({ url: 'missing.mp3' }))[0]!.message).toMatch(
      /cannot be had: The media missing.mp3 does not exist/,
    );
  });

  it('a file that breaks off amid, up to there', async () => {
    const output = folder.file('whole.mp4');
    await run(FFMPEG, wav(sine(600), { seconds: 4 }), [
      '-c:a',
      'aac',
      '-movflags',
      '+faststart',
      '-f',
      'mp4',
      '-y',
      output,
    ]);
    const whole = await readFile(output);
    await writeFile(folder.file('cut.mp4'), whole.subarray(0, Math.round(whole.length * 0.6)));
    const { warnings, file } = await make([track('cut.mp4')], { seconds: 4 });
    expect((await hear(FFMPEG, file)).level(0.2, 1.5)).toBeCloseTo(0.5, 1);
    expect(warnings.map(({ message }) => message)).toEqual([
      expect.stringMatching(/breaks off [12]\.\d+ s into a file of 4\.?\d* s: /),
    ]);
  });

  it('a video without sound, if it says that it has some', async () => {
    await run(FFMPEG, wav(sine(1), { seconds: 1 }), [
      ...[
        '-f',
        'lavfi',
        '-i',
        'testsrc=size=64x64:rate=30:duration=1',
        '-map',
        '1:v',
        '-f',
        'mp4',
        '-y',
        folder.file('mute.mp4'),
      ],
    ]);
    const video = { url: 'mute.mp4', kind: 'video' } as const;
    expect((await failing(video))[0]!.message).toMatch(/is not there: the file holds no sound/);
    expect(await failing({ ...video, isDeclared: false })).toEqual([]);
  });

  it('a trim past the end', async () => {
    expect((await failing({ url: await store('trimmed.wav', sine(600)), mediaStart: 3 }))[0]!.message).toMatch(
      /begins 3 s into a file of 1 s/,
    );
  });

  it('all of it: then there is no sound', async () => {
    expect(await make([track('missing.mp3')])).toMatchObject({ isThere: false, warnings: [{}] });
  });
});

describe('long files', () => {
  it('are read where they are heard, in little time and memory', async () => {
    const tenHours = 10 * 3600;
    const bytes = tenHours * 48_000 * 2;
    await writeFile(folder.file('long.wav'), wavHeader(bytes, { channels: 1 }));
    await truncate(folder.file('long.wav'), 44 + bytes);
    const before = process.memoryUsage.rss();
    const started = performance.now();
    const file = await store('short-beside.wav', sine(1000));
    const heard = await mixOf([track('long.wav', { mediaStart: tenHours - 60 }), track('long.wav'), track(file)], {
      seconds: 2,
    });
    expect(heard.levelAt(1000, 0.2, 0.8)).toBeCloseTo(0.5, 2);
    expect(performance.now() - started).toBeLessThan(60_000);
    expect(process.memoryUsage.rss() - before).toBeLessThan(300e6);
  });

  it('are left alone when nobody waits for them any more', async () => {
    const cancel = new AbortController();
    setTimeout(() => cancel.abort(new Error('enough')), 200);
    await writeFile(folder.file('endless.wav'), wavHeader(0xffff_ffff));
    await truncate(folder.file('endless.wav'), 0xffff_ffff);
    await expect(make([track('endless.wav')], { seconds: 3600, signal: cancel.signal })).rejects.toThrow('enough');
  });
});

/** By how many seconds the change to a second of the clock tone misses its time. */
function changeAt(heard: Heard, second: number, at: number): number {
  return Math.abs(heard.changes(clockHertz(second - 1), clockHertz(second), [Math.max(0, at - 0.08), at + 0.08]) - at);
}
