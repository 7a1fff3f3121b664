import { law } from "@kaviar/base/check";
import type { PerAxis } from "@kaviar/tensor";

/** One number for all spatial axes, or one for each of `axes` (of one, two or three where the input decides). */
export const perAxis = (axes?: 1 | 2 | 3, least = 1) =>
  law<PerAxis>(`a whole number ≥ ${least}${axes === 1 ? "" : ", or one for each axis"}`, (value) =>
    typeof value === "number"
      ? isWhole(value, least)
      : Array.isArray(value) &&
        (axes ? value.length === axes : value.length >= 1 && value.length <= 3) &&
        value.every((n) => isWhole(n, least)),
  );

const isWhole = (n: unknown, least: number): boolean => Number.isInteger(n) && (n as number) >= least;
