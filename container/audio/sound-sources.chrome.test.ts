/**
 * Files of every kind, broken ones and long ones.
 * @module
 */
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SoundTrack } from '#contracts/sound.ts';
import { changeAt, openSoundBench, type SoundBench } from '../testing/sound-bench.ts';
import { clockTone, hear, run, sine, wav, wavHeader, soundTrack as track } from '../testing/sounds.ts';

let bench: SoundBench;
beforeAll(async () => {
  bench = await openSoundBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

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
    const output = bench.file(`source ${name}`);
    const picture =
      name === 'video' ? ['-f', 'lavfi', '-i', 'testsrc=size=64x64:rate=30:duration=6', '-shortest', '-bf', '2'] : [];
    await run(bench.ffmpegPath, wav(clockTone(), { seconds: 6 }), [...picture, ...args, '-y', output]);
    const fromStart = await bench.mix([track(`source ${name}`)], { seconds: 3 });
    expect(fromStart.level(0, 0.01), 'its first 10 ms').toBeGreaterThan(0.4);
    expect(changeAt(fromStart, 1, 1)).toBeLessThan(0.005);
    expect(changeAt(fromStart, 2, 2)).toBeLessThan(0.005);
    const fromAmid = await bench.mix([track(`source ${name}`, { mediaStart: 3.4 })], { seconds: 2 });
    expect(changeAt(fromAmid, 4, 0.6)).toBeLessThan(0.005);
    expect(fromAmid.level(0, 0.02)).toBeCloseTo(0.5, 0.9);
    expect(fromAmid.level(0.1, 0.5)).toBeCloseTo(0.5, 1);
  });

  it('sound that begins late in a file stays late', async () => {
    const clock = bench.file('late-clock.wav');
    await writeFile(clock, wav(clockTone(), { seconds: 2 }));
    const picture = await run(bench.ffmpegPath, wav(sine(1), { seconds: 1 }), [
      ...['-f', 'lavfi', '-i', 'testsrc=size=64x64:rate=30:duration=4', '-itsoffset', '0.5', '-i', clock],
      ...['-map', '1:v', '-map', '2:a', '-f', 'matroska', 'pipe:1'],
    ]);
    await writeFile(bench.file('late.mkv'), picture);
    const heard = await bench.mix([track('late.mkv', { kind: 'video' })], { seconds: 3 });
    expect(heard.begins(0.01)).toBeCloseTo(0.5, 2);
    expect(changeAt(heard, 1, 1.5)).toBeLessThan(0.005);
  });
});

describe('what cannot be heard is told of, and the rest is mixed', () => {
  const good = () => bench.store('good.wav', sine(1000), { seconds: 2 });

  async function failing(bad: Partial<SoundTrack> & { url: string }) {
    const { warnings, file } = await bench.make([track(bad.url, bad), track(await good())], { seconds: 1 });
    expect((await hear(bench.ffmpegPath, file)).levelAt(1000, 0.2, 0.8)).toBeCloseTo(0.5, 1);
    return warnings;
  }

  it.each([
    ['an empty file', 'empty.wav', ''],
    ['text under the name of a sound', 'text.mp3', 'This is not music.\n'.repeat(400)],
    ['a play list', 'list.mp3', '#EXTM3U\n#EXTINF:9,\ngood.wav\n#EXT-X-ENDLIST\n'],
    ['half a header', 'half.wav', wavHeader(1000).subarray(0, 20)],
    ['a header without sound', 'bare.wav', wavHeader(96_000)],
  ])('%s', async (_, url, content) => {
    await writeFile(bench.file(url), content);
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
    const output = bench.file('whole.mp4');
    await run(bench.ffmpegPath, wav(sine(600), { seconds: 4 }), [
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
    await writeFile(bench.file('cut.mp4'), whole.subarray(0, Math.round(whole.length * 0.6)));
    const { warnings, file } = await bench.make([track('cut.mp4')], { seconds: 4 });
    expect((await hear(bench.ffmpegPath, file)).level(0.2, 1.5)).toBeCloseTo(0.5, 1);
    expect(warnings.map(({ message }) => message)).toEqual([
      expect.stringMatching(/breaks off [12]\.\d+ s into its file: the rest of it is missing/),
    ]);
  });

  it('a video without sound, if it says that it has some', async () => {
    await run(bench.ffmpegPath, wav(sine(1), { seconds: 1 }), [
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
        bench.file('mute.mp4'),
      ],
    ]);
    const video = { url: 'mute.mp4', kind: 'video' } as const;
    expect((await failing(video))[0]!.message).toMatch(/is not there: the file holds no sound/);
    expect(await failing({ ...video, isDeclared: false })).toEqual([]);
  });

  it('a trim past the end', async () => {
    expect((await failing({ url: await bench.store('trimmed.wav', sine(600)), mediaStart: 3 }))[0]!.message).toMatch(
      /begins 3 s into a file of 1 s/,
    );
  });

  it('all of it: then there is no sound', async () => {
    expect(await bench.make([track('missing.mp3')])).toMatchObject({ isThere: false, warnings: [{}] });
  });
});

describe('long files', () => {
  it('are read where they are heard, in little memory', async () => {
    const hour = 3600;
    const bytes = hour * 48_000 * 2;
    await writeFile(bench.file('long.wav'), wavHeader(bytes, { channels: 1 }));
    await truncate(bench.file('long.wav'), 44 + bytes);
    const before = process.memoryUsage.rss();
    const file = await bench.store('short-beside.wav', sine(1000));
    const heard = await bench.mix([track('long.wav', { mediaStart: hour - 60 }), track('long.wav'), track(file)], {
      seconds: 2,
    });
    expect(heard.levelAt(1000, 0.2, 0.8)).toBeCloseTo(0.5, 2);
    expect(process.memoryUsage.rss() - before).toBeLessThan(300e6);
  });

  it('are left alone when nobody waits for them any more', async () => {
    const cancel = new AbortController();
    setTimeout(() => cancel.abort(new Error('enough')), 200);
    await writeFile(bench.file('endless.wav'), wavHeader(0xffff_ffff));
    await truncate(bench.file('endless.wav'), 0xffff_ffff);
    await expect(bench.make([track('endless.wav')], { seconds: 3600, signal: cancel.signal })).rejects.toThrow(
      'enough',
    );
  });
});
