import { withCard } from "@kaviar/base/card";
import type { Tensor } from "@kaviar/tensor";
import { mapParameters } from "../parameters/parameters.ts";
import { type Predicate, weights } from "../parameters/predicate.ts";
import type { Link } from "./contract/link.ts";

/** The axes over the inputs of one unit: [in, out] of dense layers, [out, in, …] of convolutions. */
const inputAxes = ({ rank }: Tensor): number[] =>
  rank === 2 ? [0] : Array.from({ length: rank - 1 }, (_, i) => i + 1);

/** Takes from the gradient of each unit's weights their mean: `chain(centralize(), sgd({ rate: 0.1 }))`. */
export const centralize = withCard(
  (where: Predicate = weights): Link => ({
    descends: false,
    init: () => ({}),
    update: (gradients, state) => [
      mapParameters(
        (path, g) => (g.rank >= 2 && where({ path, tensor: g }) ? g.sub(g.mean(inputAxes(g), { keepDims: true })) : g),
        gradients,
      ),
      state,
    ],
  }),
  {
    about: {
      name: "Gradient centralization",
      formula: "g_·j ← g_·j − mean(g_·j), over the inputs of unit j",
      use: "image nets: smoother training, a little regularization",
      pitfall: "the sum of a unit's weights never changes: not for embeddings",
      reference: "Yong et al. 2020",
      seeAlso: ["clipByNorm"],
    },
  },
);
