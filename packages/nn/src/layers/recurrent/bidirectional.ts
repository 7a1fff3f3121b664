import { withCard } from "@kaviar/base/card";
import { law, type OptionsOf, oneOf } from "@kaviar/base/check";
import { concat, type Key, type Shape, split, type Tensor } from "@kaviar/tensor";
import { argument, options } from "../../options.ts";
import type { Parameters } from "../../parameters/parameters.ts";
import {
  type AnyLayer,
  type Applied,
  applyLayer,
  initialize,
  inside,
  type Layer,
  type State,
} from "../contract/layer.ts";
import { multiplyAddsOf } from "../contract/multiply-adds.ts";
import {
  type Begun,
  begunOf,
  type Ended,
  type RecurrentLayer,
  type StatefulLayer,
  shapeOfSequence,
} from "./contract/carried.ts";

const merges = {
  concatenate: (forward: Tensor, backward: Tensor) => concat([forward, backward], -1),
  sum: (forward: Tensor, backward: Tensor) => forward.add(backward),
  average: (forward: Tensor, backward: Tensor) => forward.add(backward).mul(0.5),
  multiply: (forward: Tensor, backward: Tensor) => forward.mul(backward),
};

const checkLayer = argument(
  "bidirectional",
  "layer",
  law<RecurrentLayer | StatefulLayer<unknown>>(
    "a recurrent layer",
    (layer) => typeof (layer as Partial<RecurrentLayer> | undefined)?.reversed === "function",
    "Give it lstm(…), gru(…), simpleRnn(…) or rnn(cell).",
  ),
);
const read = options("bidirectional", {
  /** What becomes of the two outputs of a step. */
  merge: oneOf("concatenate", "sum", "average", "multiply").default("concatenate"),
});

export type BidirectionalOptions = OptionsOf<typeof read>;

/** The states of both directions. */
interface BothWays<S> {
  readonly forward: S;
  readonly backward: S;
}

function create<S>(
  layer: StatefulLayer<S>,
  given?: BidirectionalOptions,
): Layer<Tensor | Begun<BothWays<S>>, Ended<BothWays<S>>>;
function create(layer: RecurrentLayer, given?: BidirectionalOptions): Layer;
function create(layer: RecurrentLayer | StatefulLayer<unknown>, given: BidirectionalOptions = {}): AnyLayer {
  return bothWays(layer as StatefulLayer<unknown>, given) as AnyLayer;
}

const bothWays = (
  layer: StatefulLayer<unknown>,
  given: BidirectionalOptions,
): Layer<Tensor | Begun<BothWays<unknown>>, unknown> => {
  checkLayer(layer);
  const { merge } = read(given);
  const children = { forward: layer, backward: layer.reversed() };
  return {
    kind: "bidirectional",
    options: { merge },
    children,
    init: (key, inputShape) => {
      const [first, second] = split(key, 2) as [Key, Key];
      const shape = shapeOfSequence("bidirectional", inputShape, true);
      const forward = initialize(children.forward as AnyLayer, first, shape);
      const backward = initialize(children.backward as AnyLayer, second, shape);
      const state = { forward: forward.state, backward: backward.state };
      const outputShape = together([forward.outputShape, backward.outputShape], ([shape]) => [
        ...shape.slice(0, -1),
        shape.at(-1)! * (merge === "concatenate" ? 2 : 1),
      ]);
      return {
        params: { forward: forward.params, backward: backward.params },
        state: Object.keys(forward.state).length > 0 ? state : {},
        outputShape: outputShape as Shape,
        multiplyAdds: 2 * multiplyAddsOf(forward),
        children: [
          { name: "forward", kind: layer.kind, part: forward },
          { name: "backward", kind: layer.kind, part: backward },
        ],
      };
    },
    apply: (params, state, given, context) => {
      const { x, state: begin } = begunOf(given);
      const run = (name: keyof typeof children) =>
        applyLayer(
          children[name] as AnyLayer,
          params[name] as Parameters,
          state[name] as State,
          begin ? { x, state: begin[name] } : given,
          inside(context, name),
        ) as Applied<Tensor>;
      const [forward, backward] = [run("forward"), run("backward")];
      return { ...forward, y: together([forward.y, backward.y], ([y, other]) => merges[merge](y, other)), state };
    },
  };
};

/** What both directions give as one, beside the state of each where they give it. */
const together = <T extends Shape | Tensor>(
  [forward, backward]: readonly [T | Ended<unknown>, T | Ended<unknown>],
  unite: (pair: readonly [T, T]) => T,
): T | Ended<BothWays<unknown>> =>
  isEnded(forward) && isEnded(backward)
    ? {
        y: unite([forward.y as T, backward.y as T]) as Tensor,
        state: { forward: forward.state, backward: backward.state },
      }
    : unite([forward as T, backward as T]);

const isEnded = (end: Shape | Tensor | Ended<unknown>): end is Ended<unknown> => "y" in end;

/**
 * A recurrent layer and the same one, with weights of its own, from the end to the beginning. (Schuster & Paliwal 1997)
 *
 * ```ts
 * sequential(bidirectional(lstm(32, { sequence: true })), dense(5))
 * ```
 * It sees the future: nothing to forecast with. Around a layer with { state: true } a state is { forward, backward }.
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
