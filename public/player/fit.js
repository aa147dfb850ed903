/** Boxes that differ from the composition's shape by less than this are filled. CSS pixels. */
const SAME_SHAPE_PX = 1.5;

/**
 * How a composition is put into a box: whole and in the middle. Where the shapes agree it is rounded up to whole pixels,
 * because an exact fit can leave a line open at an edge.
 *
 * @param {{ width: number, height: number }} size CSS pixels of the composition.
 * @param {{ width: number, height: number }} box CSS pixels there are.
 * @returns {{ scale: number, x: number, y: number }}
 */
export function fit(size, box) {
  const whole = Math.min(box.width / size.width, box.height / size.height);
  const isSameShape =
    box.width - size.width * whole < SAME_SHAPE_PX && box.height - size.height * whole < SAME_SHAPE_PX;
  if (isSameShape) {
    const scale = Math.max(Math.ceil(box.width) / size.width, Math.ceil(box.height) / size.height);
    return { scale, x: 0, y: 0 };
  }
  return { scale: whole, x: (box.width - size.width * whole) / 2, y: (box.height - size.height * whole) / 2 };
}
