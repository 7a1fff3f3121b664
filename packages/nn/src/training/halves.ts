/** Numbers of two bytes, little-endian, as float32: 1 bit of sign, then exponent and fraction. */
const decoded =
  (value: (bits: number) => number) =>
  (bytes: Uint8Array): Float32Array => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return Float32Array.from({ length: bytes.length / 2 }, (_, i) => value(view.getUint16(2 * i, true)));
  };

/** IEEE 754 binary16: 5 bits of exponent, 10 of fraction. */
const half = (bits: number): number => {
  const [sign, exponent, fraction] = [bits & 0x8000 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
};

const word = new DataView(new ArrayBuffer(4));

/** bfloat16: the first half of a float32. */
const brainHalf = (bits: number): number => {
  word.setUint32(0, bits * 65536);
  return word.getFloat32(0);
};

/** What files have and tensors here have not, by the names of safetensors: they are read as float32. */
export const halves: Readonly<Record<string, (bytes: Uint8Array) => Float32Array>> = {
  F16: decoded(half),
  BF16: decoded(brainHalf),
};
