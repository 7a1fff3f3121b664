/** No worse anywhere, and better somewhere. */
export const dominates = (a: readonly number[], b: readonly number[]): boolean => compareLosses(a, b) < 0;

/** −1 when a dominates b, 1 when b dominates a, 0 when neither does: in one pass. */
export const compareLosses = (a: readonly number[], b: readonly number[]): -1 | 0 | 1 => {
  let side: -1 | 0 | 1 = 0;
  for (let i = 0; i < a.length; i++) {
    const x = a[i]!;
    const y = b[i]!;
    if (x < y) {
      if (side === 1) return 0;
      side = -1;
    } else if (x > y) {
      if (side === -1) return 0;
      side = 1;
    }
  }
  return side;
};
