import { fromBrain, fromHalf } from "@kaviar/base/numerics";

/** Numbers of two bytes, little-endian, as float32. */
const decoded =
  (value: (bits: number) => number) =>
  (bytes: Uint8Array): Float32Array => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return Float32Array.from({ length: bytes.length / 2 }, (_, i) => value(view.getUint16(2 * i, true)));
  };

/** What files have and tensors here have not, by the names of safetensors: they are read as float32. */
export const halves: Readonly<Record<string, (bytes: Uint8Array) => Float32Array>> = {
  F16: decoded(fromHalf),
  BF16: decoded(fromBrain),
};
