/**
 * Animated GIF, WebP, PNG and AVIF images: each shows the picture of the time. The browser's own clock would show it, too, but only in a page
 * that has been there from the beginning.
 * @module
 */
import { enclosingComposition } from '../composition/root.ts';
import { startOf } from '../composition/timing.ts';
import { holdFrame } from '../seek-work.ts';
import type { AdapterFactory } from './adapter.ts';
import { toBitmapFile } from './bitmap-file.ts';
import { animatedImageType } from './image-head.ts';
import { pictureAt } from './loop-pictures.ts';

interface Animation {
  decode(index: number): Promise<VideoFrame>;
  /** Of each picture, in seconds. */
  durations: number[];
  /** Times it is shown; infinite for ever. */
  rounds: number;
  /** Addresses of the pictures that have been shown. */
  addresses: Map<number, Promise<string>>;
}

/** Bytes in which an image says whether it moves. */
const HEAD_BYTES = 4096;

const heldImages = new Set<string>();

/** Addresses of animated images that the browser cannot decode picture by picture: they show their first one. */
export function unplayableImages(): ReadonlySet<string> {
  return heldImages;
}

export const createAnimatedImages: AdapterFactory = () => {
  const { fetch } = window;
  const animations = new Map<string, Promise<Animation | null>>();
  const settled = new Map<string, Animation | null>();
  const shown = new WeakMap<HTMLImageElement, string>();

  async function open(url: string): Promise<Animation | null> {
    const head = await fetch.call(window, url, { headers: { range: `bytes=0-${HEAD_BYTES - 1}` } });
    const type = head.ok ? animatedImageType(new Uint8Array(await head.arrayBuffer())) : null;
    if (type === null) return null;
    const whole = await (await fetch.call(window, url)).blob();
    return openPictures(whole, type).catch(() => {
      heldImages.add(url);
      return holdFirst(whole, type);
    });
  }

  function find(url: string): Promise<Animation | null> {
    const known =
      animations.get(url) ??
      // An image of another origin that may not be read stays with the browser's clock.
      open(url)
        .catch(() => null)
        .then((animation) => {
          settled.set(url, animation);
          return animation;
        });
    animations.set(url, known);
    return known;
  }

  async function show(image: HTMLImageElement, animation: Animation, index: number): Promise<void> {
    const address = await (animation.addresses.get(index) ?? remember(animation, index));
    if (shown.get(image) === address) return;
    const picture = new Image();
    picture.src = address;
    await picture.decode();
    shown.set(image, address);
    // In place of the source, so that the source stays what the author wrote.
    image.style.content = `url("${address}")`;
  }

  const sources = (): [image: HTMLImageElement, url: string][] =>
    [...document.images].flatMap((image) => {
      const url = image.currentSrc || image.src;
      return url === '' || /\.(?:jpe?g|svg)(?:[?#]|$)|^data:image\/(?:jpeg|svg)/i.test(url) ? [] : [[image, url]];
    });

  return {
    name: 'animated-images',
    async whenReady() {
      await Promise.all(sources().map(([, url]) => find(url)));
    },
    seek({ timeSeconds, isPassing }) {
      if (isPassing) return;
      for (const [image, url] of sources()) {
        const put = (animation: Animation | null): Promise<void> | null =>
          animation &&
          show(image, animation, pictureAt(animation.durations, animation.rounds, timeSeconds - beginOf(image)));
        const known = settled.get(url);
        if (known === null) continue;
        const work = known ? put(known) : find(url).then(put);
        if (work) holdFrame(work);
      }
    },
  };
};

async function holdFirst(whole: Blob, type: string): Promise<Animation> {
  // A decoder that has met a broken picture gives no other any more.
  const decoder = new ImageDecoder({ data: await whole.arrayBuffer(), type });
  const { image } = await decoder.decode({ frameIndex: 0 });
  const decode = async (): Promise<VideoFrame> => image.clone();
  return { decode, durations: [Infinity], rounds: 1, addresses: new Map() };
}

/** Null for a file of one picture. */
async function openPictures(whole: Blob, type: string): Promise<Animation | null> {
  const decoder = new ImageDecoder({ data: await whole.arrayBuffer(), type });
  await decoder.tracks.ready;
  const track = decoder.tracks.selectedTrack;
  if (!track?.animated) return null;
  await decoder.completed;
  const durations: number[] = [];
  for (let frameIndex = 0; frameIndex < track.frameCount; frameIndex++) {
    const { image } = await decoder.decode({ frameIndex });
    durations.push((image.duration ?? 0) / 1e6);
    image.close();
  }
  const decode = async (frameIndex: number) => (await decoder.decode({ frameIndex })).image;
  return { decode, durations, rounds: track.repetitionCount + 1, addresses: new Map() };
}

/** A timed image begins with its window, any other with its composition. */
function beginOf(image: HTMLImageElement): number {
  if (image.hasAttribute('data-start')) return startOf(image);
  const composition = enclosingComposition(image);
  return composition ? startOf(composition) : 0;
}

function remember(animation: Animation, index: number): Promise<string> {
  const address = draw(animation, index);
  animation.addresses.set(index, address);
  return address;
}

async function draw({ decode }: Animation, index: number): Promise<string> {
  const image = await decode(index);
  const canvas = new OffscreenCanvas(image.displayWidth, image.displayHeight);
  const context = canvas.getContext('2d')!;
  context.drawImage(image, 0, 0);
  image.close();
  return URL.createObjectURL(toBitmapFile(context.getImageData(0, 0, canvas.width, canvas.height)));
}
