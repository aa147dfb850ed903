export interface PictureArea {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** RGBA of an area of the picture that a video shows at a time, in the page. Hangs when the video has no picture within 1/`fps` of it. */
export async function pixelsAt(
  video: HTMLVideoElement,
  { seconds, fps, area }: { seconds: number; fps: number; area: PictureArea },
): Promise<number[]> {
  // `seeked` may come before the picture does, and a picture of an earlier place after it.
  await new Promise<void>((resolve) => {
    const look: VideoFrameRequestCallback = (_now, { mediaTime }) => {
      if (Math.abs(mediaTime - seconds) < 1 / fps) resolve();
      else video.requestVideoFrameCallback(look);
    };
    video.requestVideoFrameCallback(look);
    video.currentTime = seconds;
  });
  const context = new OffscreenCanvas(video.videoWidth, video.videoHeight).getContext('2d')!;
  context.drawImage(video, 0, 0);
  return [...context.getImageData(area.x, area.y, area.width, area.height).data];
}
