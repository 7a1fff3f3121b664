import type { Card } from "@kaviar/base/card";
import type { OptionsOf } from "@kaviar/base/check";
import { options } from "../options.ts";
import { drawPoint } from "../space/flat-space.ts";
import type { Sampler } from "./contract/sampler.ts";

const read = options("random", {});

/**
 * Every point by chance, each parameter evenly on its own scale. (Bergstra & Bengio 2012)
 *
 * ```ts
 * createStudy({ sampler: random() })
 * ```
 * Better than a grid wherever some parameters matter more than others; it never learns.
 */
export const random = (given: OptionsOf<typeof read> = {}): Sampler => {
  read(given);
  return {
    name: "random",
    neverLearns: true,
    propose: ({ space, draw }) => ({ params: drawPoint(space, draw) }),
  };
};

random.about = {
  name: "Random search",
  formula: "each parameter uniform on its own scale",
  use: "a baseline to beat; better than a grid wherever some parameters matter more than others",
  pitfall: "it never learns: the expected gain of the next trial falls with each one before it",
  reference: "Bergstra & Bengio 2012",
  seeAlso: ["quasiRandom", "tpe"],
} satisfies Card;
