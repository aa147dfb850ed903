/**
 * What a finished file says of where it comes from.
 * @module
 */
import type { RenderPlan } from '#contracts/plan.ts';
import { ascii, box, fullBox, u16, u32 } from './box-writer.ts';

export interface Provenance {
  /** Program and version. */
  tool: string;
  /** The plan that decided every byte. */
  comment: string;
}

export function provenanceOf({ engine, planHash }: Pick<RenderPlan, 'engine' | 'planHash'>): Provenance {
  return { tool: `Edgereel ${engine.edgereel}`, comment: `plan ${planHash}` };
}

/** As MP4 players read it. */
export function mp4Provenance({ tool, comment }: Provenance): Buffer {
  const hdlr = fullBox('hdlr', 0, 0, u32(0), ascii('mdirappl'), u32(0, 0), Buffer.alloc(1));
  const item = (name: string, text: string) => box(name, box('data', u32(1, 0), Buffer.from(text)));
  const ilst = box('ilst', item('\u00a9too', tool), item('\u00a9cmt', comment));
  return box('udta', fullBox('meta', 0, 0, hdlr, ilst));
}

/** As QuickTime reads it. */
export function movProvenance({ tool, comment }: Provenance): Buffer {
  const english = 0;
  const item = (name: string, text: string) => box(name, u16(Buffer.byteLength(text), english), Buffer.from(text));
  return box('udta', item('\u00a9swr', tool), item('\u00a9cmt', comment));
}
