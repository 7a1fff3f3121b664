import { withCard } from "@kaviar/base/card";
import type { Tensor } from "@kaviar/tensor";
import type { Parameters } from "../../parameters/parameters.ts";
import { applyLayer, inside, type Layer, type LayerLike } from "../contract/layer.ts";
import { rowsOf, weightIn, withWeight } from "./contract/around-weight.ts";

/** √Σw² of each row, [rows, 1]. */
const lengthsOf = (rows: Tensor): Tensor => rows.square().sum(1, { keepDims: true }).sqrt();

const create = (like: LayerLike): Layer => {
  const layer = withWeight("weightNorm", like);
  const name = layer.kind;
  return {
    kind: "weightNorm",
    options: {},
    children: { [name]: layer },
    init: (key, inputShape, following) => {
      const part = layer.init(key, inputShape, following);
      const { rows } = rowsOf(name, weightIn(part.params));
      return {
        ...part,
        params: { [name]: part.params, gain: lengthsOf(rows).squeeze(1) },
        children: [{ name, kind: name, part }],
      };
    },
    apply: (params, state, x, context) => {
      const own = params[name] as Parameters;
      const { rows, restored } = rowsOf(name, weightIn(own));
      const gain = (params.gain as Tensor).expandDims(1);
      const weight = restored(rows.mul(gain.div(lengthsOf(rows))));
      return applyLayer(layer, { ...own, weight }, state, x, inside(context, name)) as ReturnType<Layer["apply"]>;
    },
  };
};

/**
 * The weights of a dense layer or a convolution as a direction and a length, each learned by itself, for each output.
 *
 * ```ts
 * sequential(weightNorm(conv2d(32, 3)), relu, weightNorm(dense(10)))
 * ```
 * It begins as the layer would.
 */
export const weightNorm = withCard(create, {
  about: {
    name: "Weight normalization",
    formula: "w = g · v / ‖v‖, for each output",
    use: "where batch norm does not fit: recurrent nets, reinforcement learning, generators",
    pitfall: "weight decay on v changes nothing but its rate: let it decay the gain, or nothing",
    reference: "Salimans & Kingma 2016",
    seeAlso: ["spectralNorm", "batchNorm", "layerNorm"],
  },
});
