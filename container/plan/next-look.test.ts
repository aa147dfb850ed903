import { describe, expect, it } from 'vitest';
import type { PaintingDecision } from './choose-painting.ts';
import { nextLook, type Look } from './next-look.ts';

const PAINTED: PaintingDecision = { painted: true };
const DRAWN: PaintingDecision = { painted: false, because: 'a filter', isTold: false };

/** A page as its looks find it; `isAsItsMarkupSays` when the first look stands at the final page already. */
interface Page {
  hasCanvas?: boolean;
  decision?: PaintingDecision;
  isPaintable?: boolean;
  isAsItsMarkupSays?: boolean;
}

/** The looks at a page, in order. */
function looksAt({
  hasCanvas = false,
  decision = PAINTED,
  isPaintable = true,
  isAsItsMarkupSays = true,
}: Page): Look[] {
  const looks: Look[] = [];
  let known = { painting: decision, hasCanvas, isProbed: false, isRehearsed: false };
  for (let look = nextLook(known); look; look = nextLook(known)) {
    looks.push(look);
    if (look.isPainted && !isPaintable) known = { ...known, painting: DRAWN };
    else if (look.page === 'final') known = { ...known, isRehearsed: true };
    else {
      const isFinal = isAsItsMarkupSays && look.isPainted === known.painting.painted;
      known = { ...known, isProbed: true, isRehearsed: isFinal };
    }
  }
  return looks;
}

const first = (isPainted: boolean): Look => ({ page: 'first', isPainted });
const final = (isPainted: boolean): Look => ({ page: 'final', isPainted });

describe('the looks at a page', () => {
  it.each<[string, Page, Look[]]>([
    ['that is as its markup says', {}, [first(true)]],
    ['that is otherwise', { isAsItsMarkupSays: false }, [first(true), final(true)]],
    ['that cannot be painted', { isPaintable: false }, [first(true), first(false)]],
    [
      'that is otherwise and cannot',
      { isPaintable: false, isAsItsMarkupSays: false },
      [first(true), first(false), final(false)],
    ],
    ['with a canvas', { hasCanvas: true }, [first(false), final(true)]],
    ['with a canvas that cannot', { hasCanvas: true, isPaintable: false }, [first(false), final(true), final(false)]],
    ['that is not to be painted', { decision: DRAWN, hasCanvas: true }, [first(false)]],
    ['that is not, and otherwise', { decision: DRAWN, isAsItsMarkupSays: false }, [first(false), final(false)]],
  ])('%s', (_what, page, looks) => {
    expect(looksAt(page)).toEqual(looks);
  });
});
