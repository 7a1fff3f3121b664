import { withCard } from "@kaviar/base/card";
import { bernoulli, type Tensor, tensor } from "@kaviar/tensor";
import { argument } from "../../options.ts";
import type { Layer } from "../contract/layer.ts";
import { leftOut } from "../contract/left-out.ts";

const checkShare = argument("alphaDropout", "share", leftOut);

/** What SELU tends to far below 0: −λα. */
const floor = -1.7580993408473766;

const create = (share: number): Layer => {
  checkShare(share);
  return {
    kind: "alphaDropout",
    options: { share },
    init: (_, inputShape) => ({ params: {}, state: { share: tensor(share) }, outputShape: inputShape }),
    apply: (_, state, x, context) => {
      if (!context.training) return { y: x, state };
      const left = state.share as Tensor;
      const kept = left.neg().add(1);
      // a and b take mean and variance back to 0 and 1.
      const a = kept.add(kept.mul(left).mul(floor ** 2)).rsqrt();
      const b = a.mul(left).mul(-floor);
      const chosen = bernoulli(context.key, x.shape, kept).where(x, floor);
      return { y: chosen.mul(a).add(b), state };
    },
  };
};

/** Dropout for nets of SELU: what is left out becomes SELU's lowest value, and mean and variance stay 0 and 1. */
export const alphaDropout = withCard(create, {
  about: {
    name: "Alpha dropout",
    formula: "y = a (x where kept, else −λα) + b, a = (q + (λα)² q p)^(−1/2), b = a p λα, q = 1 − p",
    use: "after SELU; p from 0.05 to 0.1",
    pitfall: "after any other activation it is just noise",
    reference: "Klambauer et al. 2017",
    seeAlso: ["dropout", "selu"],
  },
});
