import { withCard } from "@kaviar/base/card";
import { checkOptions } from "../check-numbers.ts";
import { chain } from "./chain.ts";
import { createLink, zero } from "./contract/create-link.ts";
import type { Link } from "./contract/link.ts";
import { type Rate, scaleByRate } from "./scale-by-rate.ts";

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
  ({ epsilon = 1e-8 }: { readonly epsilon?: number } = {}): Link => {
    checkOptions("adagrad", "positive", { epsilon });
    return createLink({
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
  ({ rate = 0.01, ...options }: { readonly rate?: Rate; readonly epsilon?: number } = {}): Link =>
    chain(scaleByAdagrad(options), scaleByRate(rate)),
  { about },
);
