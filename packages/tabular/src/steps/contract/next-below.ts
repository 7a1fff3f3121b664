const number = new Float64Array(1);
const bits = new BigInt64Array(number.buffer);

/** The greatest number below x: y < x is y ≤ nextBelow(x). */
export const nextBelow = (x: number): number => {
  if (x === 0) return -Number.MIN_VALUE;
  if (!Number.isFinite(x)) return x;
  number[0] = x;
  bits[0]! += x > 0 ? -1n : 1n;
  return number[0];
};
