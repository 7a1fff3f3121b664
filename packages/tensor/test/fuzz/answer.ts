import type { DType, Shape } from "@kaviar/tensor";

/** What PyTorch says of a program, as bench/fuzz/peer.py writes it. */
export interface Answer {
  readonly results: readonly Expected[];
}

/** One result, computed with all floats as float64. */
export interface Expected {
  readonly dtype: DType;
  readonly shape: Shape;
  /** float64, little endian, base64. */
  readonly data: string;
  /** How far it moves, in roundings, when each operation is off by one; infinite at a kink or a jump. */
  readonly slack: number | "Infinity";
  /** As it is in float32, where that has no room for what comes up on the way. */
  readonly single?: string;
}

export const decode = (text: string): Float64Array => {
  const bytes = Buffer.from(text, "base64");
  return Float64Array.from({ length: bytes.length / 8 }, (_, i) => bytes.readDoubleLE(i * 8));
};
