import { type Card, withCard } from "@kaviar/base/card";
import { finite } from "@kaviar/base/check";
import { full } from "@kaviar/tensor";
import { argument } from "../options.ts";
import type { Initializer } from "./contract/initializer.ts";

const about: Card = {
  name: "Constant",
  formula: "w = c",
  use: "biases: of an LSTM's forget gate (1), of the last layer (the mean of the targets)",
  pitfall: "as weights of a hidden layer it makes all units equal, and they stay equal: nothing breaks the symmetry",
  reference: "Goodfellow et al. 2016, 8.4",
  seeAlso: ["zeroInitializer", "randomNormal"],
};

const checkValue = argument("constantInitializer", "value", finite);

/** The same number everywhere. */
export const constantInitializer = withCard(
  (value: number): Initializer => {
    checkValue(value);
    return withCard((_: unknown, shape: readonly number[]) => full(shape, value), { about });
  },
  { about },
);
