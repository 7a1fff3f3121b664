import { withCard } from "@kaviar/base/card";
import { notNegative } from "@kaviar/base/check";
import { normal, type Tensor, tensor } from "@kaviar/tensor";
import { argument } from "../../options.ts";
import type { Layer } from "../contract/layer.ts";
import { leftOut } from "../contract/left-out.ts";

const checkStd = argument("gaussianNoise", "std", notNegative.remedy("0 turns it off."));

const noise = (std: number): Layer => {
  checkStd(std);
  return {
    kind: "gaussianNoise",
    options: { std },
    init: (_, inputShape) => ({ params: {}, state: { std: tensor(std) }, outputShape: inputShape }),
    apply: (_, state, x, context) => ({
      y: context.training ? x.add(normal(context.key, x.shape).mul(state.std as Tensor)) : x,
      state,
    }),
  };
};

/** In training each number plus noise N(0, std²): `sequential(gaussianNoise(0.1), dense(64), …)`. */
export const gaussianNoise = withCard(noise, {
  about: {
    name: "Gaussian noise",
    formula: "y = x + n, n ~ N(0, σ²); y = x at prediction",
    use: "on scaled inputs, against overfitting",
    pitfall: "σ is in the units of x: scale first",
    reference: "Bishop 1995",
    seeAlso: ["gaussianDropout", "dropout"],
  },
});

const checkShare = argument("gaussianDropout", "share", leftOut);

const multiplied = (share: number): Layer => {
  checkShare(share);
  return {
    kind: "gaussianDropout",
    options: { share },
    init: (_, inputShape) => ({ params: {}, state: { share: tensor(share) }, outputShape: inputShape }),
    apply: (_, state, x, context) => {
      if (!context.training) return { y: x, state };
      const left = state.share as Tensor;
      const std = left.div(left.neg().add(1)).sqrt();
      return { y: x.mul(normal(context.key, x.shape).mul(std).add(1)), state };
    },
  };
};

/** In training each number times noise N(1, p/(1 − p)): the mean and variance of dropout, without zeros. */
export const gaussianDropout = withCard(multiplied, {
  about: {
    name: "Gaussian dropout",
    formula: "y = x n, n ~ N(1, p/(1 − p)); y = x at prediction",
    use: "as dropout",
    pitfall: "factors may be negative when p is large",
    reference: "Srivastava et al. 2014",
    seeAlso: ["dropout", "gaussianNoise"],
  },
});
