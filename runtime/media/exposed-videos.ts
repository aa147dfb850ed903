/**
 * Videos with more light than a picture of a page holds: in an HDR render each shows one exposure after the other, and the page is drawn
 * with each.
 * @module
 */
import type { ExposureStep, MediaAnswer, ShownFrame } from '#contracts/media.ts';
import { describeElement } from '../readiness/describe-element.ts';
import { bendingStyle } from './adds-up.ts';
import { loadPicture, type Picture } from './load-picture.ts';

export interface ShownVideo {
  video: HTMLVideoElement;
  answer: MediaAnswer;
  index: number;
}

export interface ExposedVideos {
  /** What shows at a moment. */
  begin(shown: readonly ShownVideo[]): void;
  /** Whether a video has to show its ordinary picture, or a script draws that. */
  needsPicture(video: HTMLVideoElement): boolean;
  needPicture(video: HTMLVideoElement, reason: string): void;
  /** Those of the moment; `showPicture` is called for those that cannot be exposed. */
  exposed(showPicture: (shown: ShownVideo) => Promise<void>): Promise<ShownFrame[]>;
  expose(step: ExposureStep): Promise<void>;
  toneMapped(): { element: string; reason: string }[];
}

export function createExposedVideos(): ExposedVideos {
  const reasons = new Map<HTMLVideoElement, string>();
  /** All black and all white, which fit every frame. */
  const flat = new Map<string, Picture>();
  let moment: readonly ShownVideo[] = [];
  let exposed: readonly ShownVideo[] = [];
  /** Held, so that the posters find them loaded. */
  const posters = new WeakMap<HTMLVideoElement, Picture>();

  function flatPicture(url: string): Picture {
    const picture = flat.get(url) ?? loadPicture(url);
    flat.set(url, picture);
    return picture;
  }

  return {
    begin(shown) {
      moment = shown;
    },
    needsPicture: (video) => reasons.has(video),
    needPicture(video, reason) {
      if (!reasons.has(video)) reasons.set(video, reason);
    },
    async exposed(showPicture) {
      const bent = moment.filter(({ video }) => {
        const style = bendingStyle(video);
        if (style) reasons.set(video, style);
        return style !== null;
      });
      exposed = moment.filter((shown) => !bent.includes(shown));
      await Promise.all(bent.map(showPicture));
      return exposed.map(({ answer, index }) => ({ mediaId: answer.id, index }));
    },
    async expose(step) {
      const urls = exposed.map(({ answer, index }) =>
        typeof step === 'number' ? `${answer.framesPath}${index}.${step}.png` : `${answer.framesPath}${step}.png`,
      );
      const load = typeof step === 'number' ? loadPicture : flatPicture;
      const loading = new Map([...new Set(urls)].map((url) => [url, load(url)]));
      await Promise.all([...loading.values()].map(({ whenReady }) => whenReady));
      exposed.forEach(({ video }, i) => {
        posters.set(video, loading.get(urls[i]!)!);
        video.poster = urls[i]!;
      });
    },
    toneMapped: () => [...reasons].map(([video, reason]) => ({ element: describeElement(video), reason })),
  };
}
