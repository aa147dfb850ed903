/**
 * What FFmpeg sees in a finished file: the independent judge of what the engine wrote.
 * @module
 */
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { makeTempFolder } from '../system/temp-folder.ts';

export interface Packet {
  pts: number;
  dts: number;
  duration: number;
  sizeBytes: number;
  isKeyframe: boolean;
}

export interface Decoder {
  /**
   * Decoded pictures in display order, all or those with these numbers. RGB is made with the matrix and range that the
   * file declares.
   */
  frames(
    file: Buffer,
    pixelFormat: 'gray' | 'rgb24' | 'yuv420p' | 'yuv420p10le',
    only?: readonly number[],
  ): Promise<Buffer[]>;
  /** Decoded pictures with their alpha, four bytes a pixel. */
  rgba(file: Buffer): Promise<Buffer[]>;
  /** Decoded sound from time 0 on, interleaved stereo. */
  sound(file: Buffer): Promise<Float32Array>;
  /** FFmpeg's line about the sound; null when there is none. */
  soundLine(file: Buffer): Promise<string | null>;
  /** A picture in RGB as a file of ours would hold it: BT.709, limited range, 4:2:0. */
  sample(picture: Buffer): Promise<Buffer>;
  /** Coded packets in the order of the file, times in ticks of its own time base. */
  packets(file: Buffer): Promise<Packet[]>;
  /** FFmpeg's line about the video stream. */
  streamLine(file: Buffer): Promise<string>;
  /** What FFmpeg shows of each decoded picture at `showinfo`, side data included. */
  pictureInfo(file: Buffer): Promise<string>;
  /** Kind of each decoded picture, in display order: I, P or B. */
  pictureTypes(file: Buffer): Promise<string[]>;
}

export function makeDecoder(ffmpegPath: string): Decoder {
  /** Runs FFmpeg on a file; its complaints fail the test. */
  async function run(
    file: Buffer,
    args: string[],
    {
      logLevel = 'error',
      mayFail = false,
      before = [],
    }: { logLevel?: string; mayFail?: boolean; before?: string[] } = {},
  ): Promise<{ stdout: Buffer; stderr: string }> {
    await using folder = await makeTempFolder(tmpdir(), 'edgereel-decode');
    const path = folder.file('input');
    await writeFile(path, file);
    const options = ['-hide_banner', '-nostdin', '-loglevel', logLevel, ...before];
    const child = spawn(ffmpegPath, [...options, '-i', path, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    const [stdout, stderr, code] = await Promise.all([
      Array.fromAsync(child.stdout as AsyncIterable<Buffer>),
      Array.fromAsync(child.stderr as AsyncIterable<Buffer>),
      new Promise<number | null>((resolve) => child.once('close', resolve)),
    ]);
    const log = Buffer.concat(stderr).toString();
    if (!mayFail && (code !== 0 || (logLevel === 'error' && log !== '')))
      throw new Error(`FFmpeg ended with ${code}: ${log}`);
    return { stdout: Buffer.concat(stdout), stderr: log };
  }

  return {
    async frames(file, pixelFormat, only) {
      const choice = only ? [`select='${only.map((frame) => `eq(n,${frame})`).join('+')}'`] : [];
      const scale = `scale=in_color_matrix=auto:in_range=auto:out_range=pc:flags=accurate_rnd+full_chroma_int,format=${pixelFormat}`;
      const [, width, height] = /, (\d+)x(\d+)/.exec(await this.streamLine(file))!;
      const bytesPerPixel = { gray: 1, rgb24: 3, yuv420p: 1.5, yuv420p10le: 3 }[pixelFormat];
      const filters = pixelFormat.startsWith('yuv') ? choice : [...choice, scale];
      const { stdout } = await run(file, [
        ...(filters.length > 0 ? ['-vf', filters.join()] : []),
        '-pix_fmt',
        pixelFormat,
        '-fps_mode',
        'passthrough',
        '-f',
        'rawvideo',
        'pipe:1',
      ]);
      const frameSize = Number(width) * Number(height) * bytesPerPixel;
      return Array.from({ length: stdout.length / frameSize }, (_, i) =>
        stdout.subarray(i * frameSize, (i + 1) * frameSize),
      );
    },

    async rgba(file) {
      const line = await this.streamLine(file);
      const [, width, height] = /, (\d+)x(\d+)/.exec(line)!;
      // The decoder that FFmpeg takes by itself leaves out what a WebM keeps beside its pictures.
      const before = line.includes('vp9') ? ['-c:v', 'libvpx-vp9'] : [];
      const scale = 'scale=in_color_matrix=auto:in_range=auto:flags=accurate_rnd+full_chroma_int,format=rgba';
      const args = ['-vf', scale, '-fps_mode', 'passthrough', '-f', 'rawvideo', 'pipe:1'];
      const { stdout } = await run(file, args, { before });
      const size = Number(width) * Number(height) * 4;
      return Array.from({ length: stdout.length / size }, (_, i) => stdout.subarray(i * size, (i + 1) * size));
    },

    async sound(file) {
      const { stdout } = await run(file, ['-map', '0:a', '-af', 'atrim=start=0', '-ac', '2', '-f', 'f32le', 'pipe:1'], {
        before: ['-copyts'],
      });
      return new Float32Array(stdout.buffer, stdout.byteOffset, stdout.length / 4);
    },

    async soundLine(file) {
      const { stderr } = await run(file, [], { logLevel: 'info', mayFail: true });
      return /Stream #.*Audio:.*/.exec(stderr)?.[0] ?? null;
    },

    async sample(picture) {
      const filters = 'scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd+full_chroma_int,format=yuv420p';
      return (await run(picture, ['-vf', filters, '-f', 'rawvideo', 'pipe:1'])).stdout;
    },

    async packets(file) {
      const { stdout } = await run(file, ['-map', '0:v', '-c', 'copy', '-f', 'framecrc', 'pipe:1']);
      const lines = stdout
        .toString()
        .split('\n')
        .filter((line) => /^\d/.test(line));
      return lines.map((line) => {
        const [, dts, pts, duration, sizeBytes] = line.split(',').map(Number) as [
          number,
          number,
          number,
          number,
          number,
        ];
        // Only packets that are no keyframes carry their flags.
        return { pts, dts, duration, sizeBytes, isKeyframe: !/F=0x0/.test(line) };
      });
    },

    async streamLine(file) {
      const { stderr } = await run(file, [], { logLevel: 'info', mayFail: true });
      return /Stream #.*Video:.*/.exec(stderr)?.[0] ?? `no video: ${stderr}`;
    },

    async pictureInfo(file) {
      return (await run(file, ['-vf', 'showinfo', '-f', 'null', '-'], { logLevel: 'info' })).stderr;
    },

    async pictureTypes(file) {
      return [...(await this.pictureInfo(file)).matchAll(/ type:(\w)/g)].map((match) => match[1]!);
    },
  };
}

/** Peak signal-to-noise ratio in dB between two pictures of 8-bit values; infinite when equal. */
export function psnr(a: Buffer, b: Buffer): number {
  let squares = 0;
  for (let i = 0; i < a.length; i++) squares += (a[i]! - b[i]!) ** 2;
  return 10 * Math.log10((255 ** 2 * a.length) / squares);
}
