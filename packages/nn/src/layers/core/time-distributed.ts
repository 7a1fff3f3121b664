import { withCard } from "@kaviar/base/card";
import type { Shape } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";
import { argument } from "../../options.ts";
import type { Parameters } from "../../parameters/parameters.ts";
import { asLayer } from "../contract/function-layer.ts";
import {
  type Applied,
  applyLayer,
  initialize,
  inside,
  type Layer,
  type LayerLike,
  type State,
} from "../contract/layer.ts";
import { layerLaw } from "../contract/layer-law.ts";
import { multiplyAddsOf } from "../contract/multiply-adds.ts";

const checkLayer = argument("timeDistributed", "layer", layerLaw);

const create = (like: LayerLike): Layer => {
  const layer = asLayer(checkLayer(like));
  const name = layer.kind;
  return {
    kind: "timeDistributed",
    options: {},
    children: { [name]: layer },
    init: (key, inputShape) => {
      const [steps, ...step] = inputShape as [number, ...number[]];
      if (step.length === 0) {
        throw new ModelError(
          "shape",
          `timeDistributed needs sequences [N, T, …], something at each step: got examples of shape [${inputShape}].`,
          { remedy: "One number a step has an axis of its own: put reshape([T, 1]) before it." },
        );
      }
      const part = initialize(layer, key, step);
      return {
        params: Object.keys(part.params).length > 0 ? { [name]: part.params } : {},
        state: Object.keys(part.state).length > 0 ? { [name]: part.state } : {},
        outputShape: [steps, ...part.outputShape],
        multiplyAdds: steps * multiplyAddsOf(part),
        children: [{ name, kind: layer.kind, part }],
      };
    },
    apply: (params, state, x, context) => {
      const [batch, steps, ...step] = x.shape as [number, number, ...number[]];
      const rows = x.reshape([batch * steps, ...step]);
      const at = inside(context, name, { mask: null });
      const applied = applyLayer(layer, params[name] as Parameters, state[name] as State, rows, at) as Applied;
      const made: Shape = applied.y.shape.slice(1);
      return {
        y: applied.y.reshape([batch, steps, ...made]),
        state: state[name] ? { [name]: applied.state } : state,
        mask: context.mask ?? null,
        ...(applied.loss ? { loss: applied.loss } : {}),
      };
    },
  };
};

/**
 * A layer at each step of sequences by itself, with the same weights: [N, T, …] goes through it as [N·T, …].
 *
 * ```ts
 * sequential(timeDistributed(sequential(conv2d(8, 3), relu, globalAveragePool())), lstm(16), dense(2))    // frames
 * ```
 * `dense` and norms over features need none: they look at the last axis whatever is before it.
 */
export const timeDistributed = withCard(create, {
  about: {
    name: "Layer at each step",
    formula: "yₜ = f(xₜ), the same f for all t",
    use: "frames of a film, pages of a document: a net for one of them before one for the sequence",
    pitfall: "a batch norm inside counts the steps as rows, those that are filled up too",
    reference: "Chollet et al. 2015",
    seeAlso: ["rnn", "convLstm2d", "repeatVector"],
  },
});
