/** As much of a complete trial as puts it in order: its loss, and by how much it breaks its constraints. */
export interface Merit {
  readonly loss: number;
  readonly violation: number;
}

/**
 * Puts the best first (Deb 2000): what keeps its constraints by its loss, then what breaks some by how much, whatever it
 * came to.
 *
 * ```ts
 * [{ loss: 1, violation: 2 }, { loss: 9, violation: 0 }].sort(compareMerit)[0];   // { loss: 9, violation: 0 }
 * ```
 * NaN is the worst of either.
 */
export const compareMerit = (a: Merit, b: Merit): number =>
  a.violation === 0 && b.violation === 0 ? compare(a.loss, b.loss) : compare(a.violation, b.violation);

/** Compares two infinities too, whose difference is no number. */
const compare = (a: number, b: number): number => {
  const [x, y] = [Number.isNaN(a) ? Infinity : a, Number.isNaN(b) ? Infinity : b];
  return x < y ? -1 : x > y ? 1 : 0;
};
