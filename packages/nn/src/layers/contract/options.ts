import type { Padding, PerAxis } from "@kaviar/tensor";
import { checkOption } from "../../check-option.ts";
import type { Json } from "./layer.ts";

/** Options as a file can hold them: without what was not said, and without functions, which only matter at the start. */
export const written = (options: object): { readonly [name: string]: Json } =>
  Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined && typeof value !== "function"),
  ) as { readonly [name: string]: Json };

export const checkWhole = (layer: string, option: string, value: number, least = 1): void =>
  checkOption(layer, `a whole number of ${option} ≥ ${least}`, value, Number.isInteger(value) && value >= least);

/** A share of what is left out. */
export const checkShare = (layer: string, value: number): void => {
  const isNumber = typeof value === "number";
  checkOption(
    layer,
    "a share in [0, 1)",
    value,
    isNumber && value >= 0 && value < 1,
    isNumber && value > 1 && value < 100
      ? `A share is no percentage: write ${value / 100}.`
      : "0.2 to 0.5 is usual; 1 would leave nothing.",
  );
};

/** A number ≥ 0 that is not infinite. */
export const checkStrength = (layer: string, option: string, value: number): void =>
  checkOption(layer, `a finite ${option} ≥ 0`, value, Number.isFinite(value) && value >= 0);

/** One number for all spatial axes, or one for each of `axes` (of one or of two where the input decides). */
export const checkPerAxis = (layer: string, option: string, value: PerAxis, axes?: number, least = 1): void => {
  const list = Array.isArray(value) ? value : [value];
  const fits = typeof value === "number" || (axes ? list.length === axes : list.length === 1 || list.length === 2);
  checkOption(
    layer,
    `a ${option} of whole numbers ≥ ${least}, one${axes === 1 ? "" : " or one for each axis"}`,
    value,
    fits && list.every((n) => Number.isInteger(n) && (n as number) >= least),
  );
};

export const checkPadding = (layer: string, padding: Padding): void => {
  const isWidth = (n: unknown) => Number.isInteger(n) && (n as number) >= 0;
  const isPair = (pair: unknown) => Array.isArray(pair) && pair.length === 2 && pair.every(isWidth);
  checkOption(
    layer,
    'padding "same", "valid", a whole number ≥ 0, or a pair [before, after] for each axis',
    padding,
    padding === "same" || padding === "valid" || isWidth(padding) || (Array.isArray(padding) && padding.every(isPair)),
  );
};
