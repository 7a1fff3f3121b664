const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

const infinite = 0x7c00;
/** Half of what is below the smallest normal number is still told apart. */
const smallestNormal = 2 ** -14;

/** The bits of the nearest number of IEEE 754's binary16, of two the even one; from 65520 on infinity. */
export const toHalf = (value: number): number => {
  float[0] = value;
  const sign = (bits[0]! >>> 16) & 0x8000;
  const size = Math.abs(float[0]!);
  if (Number.isNaN(size)) return 0x7e00;
  if (size >= 65520) return sign | infinite;
  if (size < smallestNormal) {
    const steps = size * 2 ** 24;
    const whole = Math.floor(steps);
    const rest = steps - whole;
    return sign | (rest > 0.5 || (rest === 0.5 && whole % 2 === 1) ? whole + 1 : whole);
  }
  const rounded = (bits[0]! & 0x7fffffff) + 0xfff + ((bits[0]! >>> 13) & 1);
  return sign | ((rounded >>> 13) - ((127 - 15) << 10));
};

/** 1 bit of sign, 5 of exponent, 10 of fraction. */
export const fromHalf = (half: number): number => {
  const [sign, exponent, fraction] = [half & 0x8000 ? -1 : 1, (half >>> 10) & 31, half & 1023];
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
};

/** bfloat16: the upper half of a float32. */
export const fromBrain = (half: number): number => {
  bits[0] = half << 16;
  return float[0]!;
};
