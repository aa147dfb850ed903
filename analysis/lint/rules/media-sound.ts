import { findTimedMedia, isAudible, type MediaElement } from '../../site/media.ts';
import { resolveUrl } from '../../site/site-url.ts';
import { resolveTiming } from '../../site/timing.ts';
import { atElement, defineRule, type RuleContext } from '../rule.ts';

export const mediaSound = defineRule({
  codes: {
    video_missing_muted: {
      severity: 'error',
      when: 'A video is neither `muted` nor says `data-has-audio="true"`: whether it is heard is left open.',
    },
    video_muted_with_declared_audio: {
      severity: 'error',
      when: 'A video is `muted` and says `data-has-audio="true"`.',
    },
    video_audio_double_source: {
      severity: 'error',
      when: 'The same file is heard twice at once, from a video and from an audio element.',
    },
  },
  *check(context) {
    const media = findTimedMedia(context.document);
    for (const { kind, element } of media) {
      if (kind !== 'video') continue;
      const isMuted = element.attributes.has('muted');
      const declared = element.attributes.get('data-has-audio');
      if (!isMuted && declared === undefined) {
        yield {
          code: 'video_missing_muted',
          message: 'The video is not muted, and does not say that it is to be heard.',
          fixHint: 'Add muted, or data-has-audio="true" if its sound belongs into the mix.',
          ...atElement(context, element),
        };
      } else if (isMuted && declared === 'true') {
        yield {
          code: 'video_muted_with_declared_audio',
          message: 'The video is muted and says data-has-audio="true".',
          fixHint: 'Take away one of the two.',
          ...atElement(context, element, 'data-has-audio'),
        };
      }
    }
    const heard = media.filter((one) => one.src !== null && isAudible(one));
    for (const audio of heard.filter(({ kind }) => kind === 'audio')) {
      const twin = heard.find(
        (other) => other.kind === 'video' && isSameFile(audio, other, context) && overlap(audio, other, context),
      );
      if (!twin) continue;
      yield {
        code: 'video_audio_double_source',
        message: `${audio.src} is heard twice: here and from the video${twin.element.attributes.has('id') ? ` "${twin.element.attributes.get('id')}"` : ''}.`,
        fixHint: 'Mute the video, or take away the audio element.',
        ...atElement(context, audio.element),
      };
    }
  },
});

function isSameFile(a: MediaElement, b: MediaElement, { document, site }: RuleContext): boolean {
  const [one, other] = [a, b].map(({ src }) => {
    const target = resolveUrl(src!, document.path, site.paths);
    return target.kind === 'local' ? target.wanted : src;
  });
  return one === other;
}

/** Whether both are on at some time; windows without a known end last for ever. */
function overlap(a: MediaElement, b: MediaElement, { document }: RuleContext): boolean {
  const timed = resolveTiming(document.elements);
  const windows = [a, b].map(({ element }) => {
    const found = timed.find((one) => one.element === element);
    const start = found?.start ?? 0;
    return { start, end: start + (found?.duration ?? Infinity) };
  });
  return windows[0]!.start < windows[1]!.end && windows[1]!.start < windows[0]!.end;
}
