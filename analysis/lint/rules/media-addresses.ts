import { findMedia } from '../../site/media.ts';
import { isExampleAddress, isOutOfReach } from '../media-address.ts';
import { atElement, defineRule } from '../rule.ts';

export const mediaAddresses = defineRule({
  codes: {
    placeholder_media_url: {
      severity: 'error',
      when: 'A video, audio or image has an address out of an example: `example.com`, `path/to/…`, `{{video}}`.',
    },
    inaccessible_media_url: {
      severity: 'error',
      when: 'A video, audio or image has an address that a render cannot reach: `file:`, `blob:`, `http:`, this machine, a private network.',
    },
    base64_media_prohibited: {
      severity: 'error',
      when: 'A video or audio element holds its file as a `data:` address.',
    },
  },
  *check(context) {
    for (const { kind, src, source } of findMedia(context.document)) {
      if (src === null || source.attributes.has('data-var-src')) continue;
      const shown = src.length > 80 ? `${src.slice(0, 80)}…` : src;
      const where = atElement(context, source, 'src');
      if (kind !== 'image' && /^data:/i.test(src)) {
        yield {
          code: 'base64_media_prohibited',
          message: `The ${kind} holds its file in its address (${src.length} characters).`,
          fixHint: 'Put it into the site as a file of its own.',
          ...where,
        };
      } else if (isExampleAddress(src)) {
        yield {
          code: 'placeholder_media_url',
          message: `${shown} looks like an example, not like a file.`,
          fixHint: 'Name the real file.',
          ...where,
        };
      } else if (isOutOfReach(src)) {
        yield {
          code: 'inaccessible_media_url',
          message: `${shown} cannot be reached from a render; only files of the site and public https addresses can.`,
          fixHint: 'Put the file into the site, or name a public https address.',
          ...where,
        };
      }
    }
  },
});
