import type { Tensor } from "@kaviar/tensor";
import type { Card } from "../cards/card.ts";

/** A function of each element, or along the last axis. As it stands it is a layer too: `sequential(dense(8), relu)`. */
export interface Activation {
  (x: Tensor): Tensor;
  readonly about: Card;
  /** Which initialization keeps the signal's size on its way through: the gain of He, LeCun or Glorot (Xavier). */
  readonly initializer?: "he" | "lecun" | "glorot";
}
