import { findTimedMedia } from '../../site/media.ts';
import { atElement, defineRule } from '../rule.ts';

export const mediaIds = defineRule({
  codes: {
    duplicate_media_id: { severity: 'error', when: 'Two video or audio elements of a document have the same id.' },
    media_missing_id: { severity: 'error', when: 'A video or audio element has no id.' },
  },
  *check(context) {
    const seen = new Set<string>();
    for (const { kind, element } of findTimedMedia(context.document)) {
      const id = element.attributes.get('id');
      if (!id) {
        yield {
          code: 'media_missing_id',
          message: `The ${kind} has no id, so its frames and its sound have no lasting name.`,
          fixHint: 'Give it an id that no other element has.',
          ...atElement(context, element),
        };
      } else if (seen.has(id)) {
        yield {
          code: 'duplicate_media_id',
          message: `id="${id}" belongs to another video or audio element already.`,
          fixHint: 'Give each an id of its own.',
          ...atElement(context, element, 'id'),
        };
      }
      if (id) seen.add(id);
    }
  },
});
