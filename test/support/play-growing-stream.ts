/**
 * What a player does with a stream that still grows.
 * @module
 */

export interface Watched {
  /** When the first pictures had been played: whether the list said it was whole, asked anew then. Null when they never were before the end. */
  early: { isWhole: boolean; seconds: number } | null;
  /** Where it stopped, and how long the stream was then. */
  endSeconds: number;
  durationSeconds: number;
  /** Pictures that were shown or passed over. */
  frames: number;
}

/** Plays a stream in a page of its own origin, from before its first chunk to its end. Runs in the page, so it refers to nothing outside. */
export async function playGrowingStream(masterUrl: string): Promise<Watched> {
  const EARLY_SECONDS = 0.2;
  const pause = () => new Promise((resolve) => setTimeout(resolve, 50));
  const read = async (url: string) => {
    const response = await fetch(url);
    return response.ok ? response.text() : null;
  };
  // The list is there from the start; what it says of codecs comes with the plan.
  let master = (await read(masterUrl))!;
  for (; !master.includes('CODECS='); master = (await read(masterUrl))!) await pause();
  const listUrl = new URL(/^[^#\n].*$/m.exec(master)![0], masterUrl).href;

  const video = document.body.appendChild(document.createElement('video'));
  video.muted = true;
  const source = new MediaSource();
  video.src = URL.createObjectURL(source);
  await new Promise((resolve) => source.addEventListener('sourceopen', resolve, { once: true }));
  const buffer = source.addSourceBuffer(`video/mp4; codecs="${/CODECS="([^"]+)"/.exec(master)![1]!}"`);
  const append = async (name: string) => {
    const bytes = await (await fetch(new URL(name, listUrl))).arrayBuffer();
    const done = new Promise((resolve, reject) => {
      buffer.addEventListener('updateend', resolve, { once: true });
      buffer.addEventListener('error', () => reject(new Error(`${name} was refused`)), { once: true });
    });
    buffer.appendBuffer(bytes);
    await done;
  };
  const ended = new Promise((resolve) => video.addEventListener('ended', resolve, { once: true }));

  const isWhole = (list: string) => list.includes('#EXT-X-ENDLIST');
  const taken = new Set<string>();
  let early: Watched['early'] = null;
  for (;;) {
    const list = (await read(listUrl))!;
    const names = [
      ...(/URI="([^"]+)"/.exec(list)?.slice(1) ?? []),
      ...list.split('\n').filter((line) => line && !line.startsWith('#')),
    ];
    for (const name of names) {
      const file = new URL(name, listUrl).pathname;
      if (taken.has(file)) continue;
      taken.add(file);
      await append(name);
    }
    if (taken.size > 0 && video.paused) await video.play();
    if (!early && video.currentTime > EARLY_SECONDS)
      early = { isWhole: isWhole((await read(listUrl))!), seconds: video.currentTime };
    if (isWhole(list)) break;
    await pause();
  }
  source.endOfStream();
  await ended;
  return {
    early,
    endSeconds: video.currentTime,
    durationSeconds: video.duration,
    frames: video.getVideoPlaybackQuality().totalVideoFrames,
  };
}
