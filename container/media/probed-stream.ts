/**
 * What ffprobe writes about a stream. Pure.
 * @module
 */
export interface ProbedStream {
  index: number;
  codec_name?: string;
  codec_type?: string;
  width?: number;
  height?: number;
  pix_fmt?: string;
  /** `num:den`; `0:1` when unknown. */
  sample_aspect_ratio?: string;
  color_range?: string;
  color_space?: string;
  color_transfer?: string;
  color_primaries?: string;
  time_base: string;
  /** As the container counts them. */
  nb_frames?: string;
  channels?: number;
  sample_rate?: string;
  disposition?: { attached_pic?: number };
  tags?: Record<string, string>;
  side_data_list?: { side_data_type?: string; rotation?: number }[];
}

export interface ProbedFormat {
  start_time?: string;
}

/** Upright, with square pixels. */
export function shownSize(stream: ProbedStream): { width: number; height: number } {
  const { width = 0, height = 0, sample_aspect_ratio: ratio = '1:1' } = stream;
  const [num, den] = ratio.split(':').map(Number) as [number, number];
  const wide = num > 0 && den > 0 ? Math.round((width * num) / den) : width;
  const rotation = stream.side_data_list?.find(({ rotation: angle }) => angle !== undefined)?.rotation ?? 0;
  const isUpright = Math.abs(rotation % 180) < 45 || Math.abs(rotation % 180) > 135;
  return isUpright ? { width: wide, height } : { width: height, height: wide };
}

export function isAlphaFormat(pixelFormat = ''): boolean {
  return /^(yuva|rgba|bgra|argb|abgr|gbrap|ya8|ya16|pal8)/.test(pixelFormat);
}
