import type { Card } from "@kaviar/base/card";
import { flag, type OptionsOf } from "@kaviar/base/check";
import type { Key, Shape, Tensor } from "@kaviar/tensor";
import { options } from "../../options.ts";

/** How many numbers go into, and come out of, one unit that the weights belong to. */
export interface Fans {
  readonly in: number;
  readonly out: number;
}

/** The first value of a parameter, from a key. */
export interface Initializer {
  (key: Key, shape: Shape, fans: Fans): Tensor;
  readonly about: Card;
}

/** The options of an initializer that draws from a normal distribution of the right width. */
export const truncatable = (initializer: string) =>
  options(initializer, {
    /** Cut at two standard deviations, and made wider so that the variance stays what it is. */
    truncated: flag.default(false),
  });

export type TruncatedOptions = OptionsOf<ReturnType<typeof truncatable>>;
