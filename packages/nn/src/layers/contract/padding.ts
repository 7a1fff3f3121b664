import { law } from "@kaviar/base/check";
import type { Padding } from "@kaviar/tensor";

const isWidth = (n: unknown): boolean => Number.isInteger(n) && (n as number) >= 0;

const isPair = (pair: unknown): boolean => Array.isArray(pair) && pair.length === 2 && pair.every(isWidth);

/** Widths of a border: one for all sides, or a pair for each axis. */
export const borderLaw = law<Exclude<Padding, string>>(
  "a whole number ≥ 0, or a pair [before, after] for each axis",
  (border) => isWidth(border) || (Array.isArray(border) && border.every(isPair)),
);

export const paddingLaw = law<Padding>(
  `"same", "valid", ${borderLaw.says}`,
  (padding) => padding === "same" || padding === "valid" || borderLaw.holds(padding),
);
