/**
 * hls.js as the player of a stream that may still grow.
 * @module
 */
import type Hls from 'hls.js';

export interface Watched {
  /** Whether the list still grew when the first second had been played. */
  wasGrowing: boolean;
  /** Where playing began, where it ended, and how long the stream was then. */
  startSeconds: number;
  endSeconds: number;
  durationSeconds: number;
  /** Pictures that were shown or passed over. */
  frames: number;
  soundTracks: number;
  /** Kinds of media that came in. */
  media: string[];
  /** What hls.js complained of, but for waiting at the end of what is there. */
  complaints: string[];
}

/** Plays a stream from wherever the player begins to its end. Runs in a page that has hls.js, so it refers to nothing outside. */
export async function playStream(masterUrl: string): Promise<Watched> {
  const Player = (window as unknown as { Hls: typeof Hls }).Hls;
  const video = document.body.appendChild(document.createElement('video'));
  video.muted = true;
  const hls = new Player();
  const complaints: string[] = [];
  const media = new Set<string>();
  let isGrowing = true;
  hls.on(Player.Events.LEVEL_LOADED, (_event, { details }) => (isGrowing = details.live));
  hls.on(Player.Events.FRAG_BUFFERED, (_event, { frag }) => media.add(frag.type));
  const played = Promise.withResolvers<void>();
  video.addEventListener('ended', () => played.resolve(), { once: true });
  hls.on(Player.Events.ERROR, (_event, { details, fatal, error }) => {
    if (details === Player.ErrorDetails.BUFFER_STALLED_ERROR) return;
    complaints.push(`${details}: ${error.message}`);
    if (fatal) played.reject(new Error(complaints.join('\n')));
  });
  const began = new Promise<number>((resolve) =>
    video.addEventListener('playing', () => resolve(video.currentTime), { once: true }),
  );
  const wasGrowing = new Promise<boolean>((resolve) =>
    video.addEventListener('timeupdate', () => {
      if (video.currentTime >= 1) resolve(isGrowing);
    }),
  );
  hls.loadSource(masterUrl);
  hls.attachMedia(video);
  hls.once(Player.Events.MANIFEST_PARSED, () => void video.play());
  await played.promise;
  return {
    wasGrowing: await wasGrowing,
    startSeconds: await began,
    endSeconds: video.currentTime,
    durationSeconds: video.duration,
    frames: video.getVideoPlaybackQuality().totalVideoFrames,
    soundTracks: hls.audioTracks.length,
    media: [...media].toSorted(),
    complaints,
  };
}
