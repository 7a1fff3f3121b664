import { type OptionsOf, whole } from "@kaviar/base/check";
import { shown } from "@kaviar/base/error";
import { TuneError } from "../error.ts";
import { options } from "../options.ts";
import { categoricalDomain } from "./choice.ts";
import type { Choice } from "./dimension.ts";
import type { Parameter, SpaceItem, ValuesOf } from "./parameter.ts";

const read = options("array", {
  /** The least length. */
  min: whole(),
  /** The greatest. */
  max: whole(),
});

/**
 * Several of the same: of fixed length, or of a length that is tuned too.
 *
 * ```ts
 * array(int(8, 512, { log: true }), 3)
 * array({ units: int(8, 512), norm: bool() }, { min: 1, max: 4 })
 * ```
 * The i-th item keeps its meaning whatever the length.
 */
export const array = <const S extends SpaceItem>(
  item: S,
  length: number | OptionsOf<typeof read>,
): Parameter<ValuesOf<S>[]> => {
  if (typeof length !== "number" && (typeof length !== "object" || length === null))
    throw new TuneError("bad-length", `An array's length is a number or { min, max }: got ${shown(length)}.`);
  const { min, max } = typeof length === "number" ? { min: length, max: length } : read(length);
  if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max) || min < 0 || max < min)
    throw new TuneError(
      "bad-length",
      `An array's length must be 0 ≤ min ≤ max, whole: got min = ${min}, max = ${max}.`,
    );
  return { parameter: { kind: "array", item, min, max } };
};

/**
 * All of these, in some order.
 *
 * ```ts
 * permutation(["scale", "select", "project"])
 * ```
 */
export const permutation = <const C extends readonly Choice[]>(items: C): Parameter<C[number][]> => {
  categoricalDomain(items);
  return { parameter: { kind: "permutation", items } };
};
