import { withCard } from "@kaviar/base/card";
import { notNegative, type OptionsOf, positive } from "@kaviar/base/check";
import { options } from "../options.ts";
import { createLink, zero } from "./contract/create-link.ts";
import type { Link } from "./contract/link.ts";
import { rateLaw } from "./contract/rate.ts";
import { withRate } from "./contract/with-rate.ts";

const read = options("ftrl", {
  /** How far a step goes: a number, a schedule, or a link that applies a rate of its own. */
  rate: rateLaw.default(1e-3),
  /** Where the sums of squared gradients begin. */
  accumulator: positive.default(0.1),
  /** λ₁: weights whose gradients add up to no more are exactly 0. */
  l1: notNegative.remedy("0 turns it off.").default(0),
  /** λ₂, the strength of the penalty on squares. */
  l2: notNegative.remedy("0 turns it off.").default(0),
  /** As λ₂, but added to gradients: weights shrink, and sums of squares do not see it. */
  shrinkage: notNegative.remedy("0 turns it off.").default(0),
  /** Added to √G: the higher, the shorter the first steps. */
  beta: notNegative.remedy("0 turns it off.").default(0),
});

export type FtrlOptions = OptionsOf<typeof read>;

/** Follow the regularized leader: `ftrl({ rate: 0.1, l1: 0.01 })`. */
export const ftrl = withCard(
  (given: FtrlOptions = {}): Link => {
    const { rate, accumulator, ...numbers } = read(given);
    return withRate(
      rate,
      createLink({
        numbers,
        slots: { total: (p) => zero(p).add(accumulator), linear: zero },
        shared: (_, t, { rate }) => ({ rate: rate!.cast(t.dtype) }),
        update: (g, { total, linear }, { rate, l1, l2, shrinkage, beta }, p) => {
          const next = total.add(g.square());
          const root = next.sqrt();
          const sum = linear.add(p.mul(shrinkage).mul(2).add(g)).sub(root.sub(total.sqrt()).div(rate).mul(p));
          const within = sum.maximum(l1.neg()).minimum(l1);
          const curvature = root.add(beta).div(rate).add(l2.mul(2));
          return { update: within.sub(sum).div(curvature).sub(p), total: next, linear: sum };
        },
      }),
    );
  },
  {
    about: {
      name: "FTRL-Proximal",
      formula:
        "z ← z + g − (√(G + g²) − √G)θ/η, G ← G + g², θ ← 0 where |z| ≤ λ₁, else −(z − λ₁ sign z)/((β + √G)/η + 2λ₂)",
      use: "linear models of very many sparse inputs (clicks): L1 that gives weights of exactly 0",
      pitfall: "where it begins is forgotten at the first step but for z: a deep net wants adam",
      reference: "McMahan et al. 2013; options as Keras's Ftrl",
      seeAlso: ["adagrad", "proximalL1"],
    },
  },
);
