import { withCard } from "@kaviar/base/card";
import { law, type OptionsOf, oneOf } from "@kaviar/base/check";
import { concat, type Key, split, type Tensor } from "@kaviar/tensor";
import { argument, options } from "../../options.ts";
import type { Parameters } from "../../parameters/parameters.ts";
import { type Applied, applyLayer, inside, type Layer, type State } from "../contract/layer.ts";
import type { RecurrentLayer } from "./contract/recurrent.ts";

const merges = {
  concatenate: (forward: Tensor, backward: Tensor) => concat([forward, backward], -1),
  sum: (forward: Tensor, backward: Tensor) => forward.add(backward),
  average: (forward: Tensor, backward: Tensor) => forward.add(backward).mul(0.5),
  multiply: (forward: Tensor, backward: Tensor) => forward.mul(backward),
};

const checkLayer = argument(
  "bidirectional",
  "layer",
  law<RecurrentLayer>(
    "a recurrent layer",
    (layer) => typeof (layer as Partial<RecurrentLayer> | undefined)?.reversed === "function",
    "Give it lstm(…), gru(…) or simpleRnn(…).",
  ),
);
const read = options("bidirectional", {
  /** What becomes of the two outputs of a step. */
  merge: oneOf("concatenate", "sum", "average", "multiply").default("concatenate"),
});

export type BidirectionalOptions = OptionsOf<typeof read>;

const create = (layer: RecurrentLayer, given: BidirectionalOptions = {}): Layer => {
  checkLayer(layer);
  const { merge } = read(given);
  const children = { forward: layer, backward: layer.reversed() };
  return {
    kind: "bidirectional",
    options: { merge },
    children,
    init: (key, inputShape) => {
      const [first, second] = split(key, 2) as [Key, Key];
      const forward = children.forward.init(first, inputShape);
      const backward = children.backward.init(second, inputShape);
      const state = { forward: forward.state, backward: backward.state };
      const { outputShape } = forward;
      const width = outputShape.at(-1)! * (merge === "concatenate" ? 2 : 1);
      return {
        params: { forward: forward.params, backward: backward.params },
        state: Object.keys(forward.state).length > 0 ? state : {},
        outputShape: [...outputShape.slice(0, -1), width],
        multiplyAdds: 2 * forward.multiplyAdds!,
        children: [
          { name: "forward", kind: layer.kind, part: forward },
          { name: "backward", kind: layer.kind, part: backward },
        ],
      };
    },
    apply: (params, state, x, context) => {
      const run = (name: keyof typeof children) =>
        applyLayer(
          children[name],
          params[name] as Parameters,
          state[name] as State,
          x,
          inside(context, name),
        ) as Applied<Tensor>;
      const [forward, backward] = [run("forward"), run("backward")];
      return { ...forward, y: merges[merge](forward.y, backward.y), state };
    },
  };
};

/**
 * A recurrent layer and the same one, with weights of its own, from the end to the beginning. (Schuster & Paliwal 1997)
 *
 * ```ts
 * sequential(bidirectional(lstm(32, { sequence: true })), dense(5))
 * ```
 * It sees the future: nothing to forecast with.
 */
export const bidirectional = withCard(create, {
  about: {
    name: "Bidirectional",
    formula: "y = [forward(x₁…x_T), backward(x_T…x₁)]",
    use: "whole sequences to label or classify: text, signals",
    pitfall: "it sees the future: nothing to forecast with",
    reference: "Schuster & Paliwal 1997",
    seeAlso: ["lstm", "gru"],
  },
});
