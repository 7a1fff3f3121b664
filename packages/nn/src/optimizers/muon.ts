import { withCard } from "@kaviar/base/card";
import { notNegative, type OptionsOf } from "@kaviar/base/check";
import type { Tensor } from "@kaviar/tensor";
import { options } from "../options.ts";
import { everything, predicateLaw } from "../parameters/predicate.ts";
import { adamw } from "./adamw.ts";
import { chain } from "./chain.ts";
import { createLink, zero } from "./contract/create-link.ts";
import { type Link, linkLaw } from "./contract/link.ts";
import { memory } from "./contract/memory.ts";
import { rateLaw } from "./contract/rate.ts";
import { average, lengthOf, restOf } from "./contract/running.ts";
import { decay as decayLink } from "./decay.ts";
import { partition } from "./partition.ts";
import { scaleByRate } from "./scale-by-rate.ts";

const numbers = {
  /** How much of the velocity stays from step to step. */
  momentum: memory.default(0.95),
};

const readScale = options("scaleByMuon", numbers);

export type ScaleByMuonOptions = OptionsOf<typeof readScale>;
const read = options("muon", {
  /** How far a step goes: a number, a schedule, or a link that applies a rate of its own. */
  rate: rateLaw.default(0.02),
  ...numbers,
  /** The strength λ of decoupled weight decay. */
  decay: notNegative.remedy("0 turns it off.").default(0),
  /** What decays: weights, not biases, unless said. */
  decayed: predicateLaw.optional(),
  /** Which matrices; all of them unless said. Embeddings and the last layer are better left to the other optimizer. */
  where: predicateLaw.default(everything),
  /** For all that is no such matrix: adamw unless said. */
  others: linkLaw.optional(),
});

export type MuonOptions = OptionsOf<typeof read>;

const about = {
  name: "Muon",
  formula:
    "v ← βv + (1 − β)g, u = βv + (1 − β)g, θ ← θ − η(√max(1, out/in)·UVᵀ + λθ) where u = USVᵀ, by five Newton-Schulz steps",
  use: "the hidden matrices of large nets: every direction moves equally far",
  pitfall:
    "matrices only, [in, out] here; everything else goes to a second optimizer. A step costs fifteen products of matrices",
  reference: "Jordan et al. 2024",
  seeAlso: ["adamw", "partition"],
} as const;

/** x with all singular values near 1: x ← ax + (bA + cA²)x with A = xxᵀ, five times. */
const orthogonalize = (x: Tensor): Tensor => {
  const [rows, columns] = x.shape as [number, number];
  const isTall = rows > columns;
  const wide = isTall ? x.transpose() : x;
  let now = wide.div(lengthOf(wide).maximum(1e-7));
  for (let i = 0; i < 5; i++) {
    const squared = now.matmul(now.transpose());
    const mixed = squared.mul(-4.775).add(squared.matmul(squared).mul(2.0315));
    now = now.mul(3.4445).add(mixed.matmul(now));
  }
  return isTall ? now.transpose() : now;
};

/** The orthogonal matrix nearest to the momentum, looking ahead as Nesterov's does; for parameters of rank 2. */
export const scaleByMuon = withCard(
  (given: ScaleByMuonOptions = {}): Link => {
    const { momentum } = readScale(given);
    return createLink({
      descends: false,
      numbers: { momentum },
      slots: { velocity: zero },
      shared: ({ momentum }) => ({ rest: restOf(momentum) }),
      update: (g, kept, { rest }) => {
        const velocity = average(kept.velocity, g, rest);
        const [rows, columns] = g.shape as [number, number];
        const ahead = average(velocity, g, rest);
        return { update: orthogonalize(ahead).mul(Math.sqrt(Math.max(1, columns / rows))), velocity };
      },
    });
  },
  { about },
);

/**
 * Momentum whose every singular value is made 1, for matrices; AdamW for the rest.
 *
 * ```ts
 * muon({ rate: 0.02, where: not(under("embedding")), others: adamw({ rate: 3e-4 }) })
 * ```
 */
export const muon = withCard(
  (given: MuonOptions = {}): Link => {
    const { rate, momentum, decay, decayed, where, others = adamw() } = read(given);
    return partition([
      [
        (parameter) => parameter.tensor.rank === 2 && where(parameter),
        chain(scaleByMuon({ momentum }), scaleByRate(rate), decayLink(decay, decayed)),
      ],
      [everything, others],
    ]);
  },
  { about },
);
