import { withCard } from "@kaviar/base/card";
import { type OptionsOf, positive } from "@kaviar/base/check";
import { options } from "../options.ts";
import { chain } from "./chain.ts";
import { createLink, zero } from "./contract/create-link.ts";
import type { Link } from "./contract/link.ts";
import { rateLaw } from "./contract/rate.ts";
import { scaleByRate } from "./scale-by-rate.ts";

const numbers = {
  /** Inside the root, against division by 0. */
  epsilon: positive.default(1e-8),
};

const readScale = options("scaleByAdagrad", numbers);

export type ScaleByAdagradOptions = OptionsOf<typeof readScale>;
const read = options("adagrad", {
  /** How far a step goes: a number, a schedule, or a link that applies a rate of its own. */
  rate: rateLaw.default(0.01),
  ...numbers,
});

export type AdagradOptions = OptionsOf<typeof read>;

const about = {
  name: "Adagrad",
  formula: "G ← G + g², θ ← θ − ηg/√(G + ε)",
  use: "sparse inputs: weights that are seldom used take larger steps",
  pitfall:
    "G only grows, so steps only shrink and may end before the minimum; ε is inside the root, as in Keras (PyTorch has it outside), and G starts at 0 (Keras: 0.1)",
  reference: "Duchi, Hazan & Singer 2011",
  seeAlso: ["rmsprop", "adadelta"],
} as const;

/** g / √(G + ε) with the sum G of all squared gradients. */
export const scaleByAdagrad = withCard(
  (given: ScaleByAdagradOptions = {}): Link => {
    const { epsilon } = readScale(given);
    return createLink({
      descends: false,
      numbers: { epsilon },
      slots: { total: zero },
      update: (g, { total }, { epsilon }) => {
        const next = total.add(g.square());
        return { update: g.div(next.add(epsilon).sqrt()), total: next };
      },
    });
  },
  { about },
);

/** Each weight has a rate of its own, η/√(sum of its squared gradients): `adagrad({ rate: 0.1 })`. */
export const adagrad = withCard(
  (given: AdagradOptions = {}): Link => {
    const { rate, ...options } = read(given);
    return chain(scaleByAdagrad(options), scaleByRate(rate));
  },
  { about },
);
