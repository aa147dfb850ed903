export interface Picture {
  image: HTMLImageElement;
  isReady: boolean;
  /** Never rejects. */
  whenReady: Promise<void>;
}

export function loadPicture(url: string): Picture {
  const image = new Image();
  image.src = url;
  const picture: Picture = { image, isReady: false, whenReady: Promise.resolve() };
  // The node knows why a picture cannot be had, and fails the frame.
  picture.whenReady = image.decode().then(
    () => void (picture.isReady = true),
    () => undefined,
  );
  return picture;
}
