import type { Card } from "@kaviar/base/card";
import type { Key, Shape, Tensor } from "@kaviar/tensor";

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

export interface TruncatedOptions {
  /** Cut at two standard deviations, and made wider so that the variance stays what it is. */
  readonly truncated?: boolean;
}
