import { readFileSync } from "node:fs";
import type { Shape } from "@kaviar/tensor";

const rows = 1797;
const pixels = 64;

/**
 * Handwritten digits, 8 × 8 pixels scaled to [0, 1], and which digit each is. Origin and licence stand in README.md.
 *
 * ```ts
 * const { x, y } = digits();                               // x.data as [1797, 1, 8, 8]; y in 0 … 9
 * ```
 */
export const digits = (): { x: { data: Float32Array; shape: Shape }; y: Int32Array } => {
  const bytes = readFileSync(new URL("./digits/digits.bin", import.meta.url));
  return {
    x: { data: Float32Array.from(bytes.subarray(0, rows * pixels), (value) => value / 16), shape: [rows, 1, 8, 8] },
    y: Int32Array.from(bytes.subarray(rows * pixels)),
  };
};
