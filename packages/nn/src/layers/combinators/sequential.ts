import { withCard } from "@kaviar/base/card";
import { split, type Tensor } from "@kaviar/tensor";
import type { Parameters } from "../../parameters/parameters.ts";
import {
  type AnyLayer,
  applyLayer,
  type Initialized,
  initialize,
  inside,
  type Layer,
  type LayerLike,
  type State,
} from "../contract/layer.ts";
import type { Masked } from "../contract/mask.ts";
import { type Listed, type Named, nameLayers } from "../contract/name-layers.ts";
import type { InputOf, Known, OutputOf } from "../contract/signal.ts";

/** What the first of several layers takes; of a record nobody knows which is the first. */
type FirstInput<L> = L extends readonly [infer First extends LayerLike, ...unknown[]] ? Known<InputOf<First>> : Tensor;

/** What the last one makes. */
type LastOutput<L> = L extends readonly [...unknown[], infer Last extends LayerLike] ? Known<OutputOf<Last>> : Tensor;

/**
 * Layers in a row, each fed with what the one before makes. They are named after what they are (`dense`, `dense2`, …),
 * or by a record: `sequential({ features: dense(64), head: dense(3) })`.
 *
 * ```ts
 * sequential(dense(64), relu, dropout(0.2), dense(3))
 * ```
 */
export const sequential = withCard(
  <const L extends readonly LayerLike[] | readonly [Named]>(...layers: L): Layer<FirstInput<L>, LastOutput<L>> =>
    inARow("sequential", layers) as AnyLayer as Layer<FirstInput<L>, LastOutput<L>>,
  {
    about: {
      name: "Layers in a row",
      formula: "y = fₙ(…f₂(f₁(x)))",
      use: "most nets: each layer is fed with what the one before makes",
      pitfall: "one way in and one way out: branches are residual, parallel or define",
      reference: "Rumelhart et al. 1986",
      seeAlso: ["define", "residual", "parallel", "repeat"],
    },
  },
);

/** `sequential` under the name of a combinator that is one. */
export const inARow = (kind: string, layers: Listed): Layer => {
  const named = nameLayers(kind, layers);
  return {
    kind,
    children: Object.fromEntries(named),
    init: (key, inputShape, following = []) => {
      const keys = split(key, Math.max(1, named.length));
      const params: Record<string, Parameters> = {};
      const state: Record<string, State> = {};
      const children: { name: string; kind: string; part: Initialized }[] = [];
      let shape = inputShape;
      named.forEach(([name, layer], i) => {
        const next = [...named.slice(i + 1).flatMap(([, each]) => unfold(each)), ...following];
        const part = initialize(layer, keys[i]!, shape, next);
        if (Object.keys(part.params).length > 0) params[name] = part.params;
        if (Object.keys(part.state).length > 0) state[name] = part.state;
        children.push({ name, kind: layer.kind, part });
        shape = part.outputShape;
      });
      return { params, state, outputShape: shape, children };
    },
    apply: (params, state, x, context) => {
      const next: Record<string, State> = { ...(state as Record<string, State>) };
      let y: unknown = x;
      let masked: Masked = context;
      let loss: Tensor | undefined;
      for (const [name, layer] of named) {
        const applied = applyLayer(
          layer,
          params[name] as Parameters,
          state[name] as State,
          y,
          inside(context, name, masked),
        );
        y = applied.y;
        if (state[name]) next[name] = applied.state;
        masked = applied;
        if (applied.loss) loss = loss ? loss.add(applied.loss) : applied.loss;
      }
      const { mask = null, masks } = masked;
      return { y: y as never, state: next, mask, ...(masks ? { masks } : {}), ...(loss ? { loss } : {}) };
    },
  };
};

/** The layers that a layer is in a row, for what looks at the first of them. */
const unfold = (layer: AnyLayer): readonly AnyLayer[] =>
  layer.kind === "sequential" && layer.children
    ? Object.values(layer.children).flatMap((child) => unfold(child as AnyLayer))
    : [layer];
