import { withCard } from "@kaviar/base/card";
import { notNegative, type OptionsOf } from "@kaviar/base/check";
import { options } from "../options.ts";
import { createRegularizer, regularizerOptions } from "./contract/create-regularizer.ts";
import type { Regularizer } from "./contract/regularizer.ts";

const read = options("elastic", {
  /** Times Σ|w|. */
  l1: notNegative.remedy("0 turns it off."),
  /** Times Σw². */
  l2: notNegative.remedy("0 turns it off."),
  ...regularizerOptions,
});

export type ElasticOptions = OptionsOf<typeof read>;

const about = {
  name: "Elastic net",
  formula: "λ₁Σ|w| + λ₂Σw²",
  use: "L1 among inputs that say the same: it keeps them together",
  pitfall: "two strengths to tune",
  reference: "Zou & Hastie 2005",
  seeAlso: ["l1", "l2"],
} as const;

/** Both penalties at once: `elastic({ l1: 1e-5, l2: 1e-4 })`. */
export const elastic = withCard(
  (given: ElasticOptions): Regularizer => {
    const { l1, l2, where } = read(given);
    return createRegularizer("elastic", { l1, l2 }, about, where, (w, numbers) =>
      w.abs().sum().mul(numbers.l1).add(w.square().sum().mul(numbers.l2)),
    );
  },
  { about },
);
