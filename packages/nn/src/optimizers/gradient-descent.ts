import { withCard } from "@kaviar/base/card";
import type { OptionsOf } from "@kaviar/base/check";
import { options } from "../options.ts";
import type { Link } from "./contract/link.ts";
import { rateLaw } from "./contract/rate.ts";
import { scaleByRate } from "./scale-by-rate.ts";

const read = options("gradientDescent", {
  /** How far a step goes: a number, a schedule, or a link that applies a rate of its own. */
  rate: rateLaw.default(0.01),
});

export type GradientDescentOptions = OptionsOf<typeof read>;
const readSgd = options("sgd", {
  /** How far a step goes: a number, a schedule, or a link that applies a rate of its own. */
  rate: rateLaw.default(0.01),
});

export type SgdOptions = OptionsOf<typeof readSgd>;

const about = {
  name: "Gradient descent",
  formula: "θ ← θ − ηg",
  use: "the yardstick; with momentum and a schedule still the best of all on many image nets",
  pitfall: "one rate for all weights: it crawls along ravines and is thrown across them",
  reference: "Cauchy 1847",
  seeAlso: ["sgd", "momentum", "nesterov", "adam"],
} as const;

/**
 * θ ← θ − ηg. With all rows in a batch it is batch gradient descent, with some mini-batch, with one stochastic: that is
 * the training's `batchSize`, not the optimizer's.
 *
 * ```ts
 * train(model, data, { optimizer: gradientDescent({ rate: 0.1 }), batchSize: "all" })
 * ```
 */
export const gradientDescent = withCard((given: GradientDescentOptions = {}): Link => scaleByRate(read(given).rate), {
  about,
});

/** The same update, named after the batches it is mostly used with: `sgd({ rate: 0.1 })`. */
export const sgd = withCard((given: SgdOptions = {}): Link => scaleByRate(readSgd(given).rate), {
  about: {
    ...about,
    name: "Stochastic gradient descent",
    formula: "θ ← θ − ηg, g of a batch of rows drawn at random",
    reference: "Robbins & Monro 1951",
    seeAlso: ["gradientDescent", "momentum", "nesterov", "adam"],
  },
});
