import { withCard } from "@kaviar/base/card";
import { createRegularizer, type RegularizerOptions } from "./contract/create-regularizer.ts";
import type { Regularizer } from "./contract/regularizer.ts";

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
  ({ l1, l2, ...options }: { readonly l1: number; readonly l2: number } & RegularizerOptions): Regularizer =>
    createRegularizer("elastic", { l1, l2 }, about, options, (w, numbers) =>
      w.abs().sum().mul(numbers.l1).add(w.square().sum().mul(numbers.l2)),
    ),
  { about },
);
