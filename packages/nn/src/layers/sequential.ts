import { split, type Tensor } from "@kaviar/tensor";
import type { Parameters } from "../parameters/parameters.ts";
import { asLayer } from "./lambda.ts";
import {
  type AnyLayer,
  applyLayer,
  type Initialized,
  initialize,
  inside,
  type Layer,
  type LayerLike,
  type State,
} from "./layer.ts";

type Named = Readonly<Record<string, LayerLike>>;

/**
 * Layers in a row, each fed with what the one before makes. They are named after what they are (`dense`, `dense2`, …),
 * or by a record: `sequential({ features: dense(64), head: dense(3) })`.
 *
 * ```ts
 * sequential(dense(64), relu, dropout(0.2), dense(3))
 * ```
 */
export const sequential = (...layers: readonly LayerLike[] | readonly [Named]): Layer => {
  const named = nameLayers(layers);
  return {
    kind: "sequential",
    children: Object.fromEntries(named),
    init: (key, inputShape) => {
      const keys = split(key, Math.max(1, named.length));
      const params: Record<string, Parameters> = {};
      const state: Record<string, State> = {};
      const children: { name: string; kind: string; part: Initialized }[] = [];
      let shape = inputShape;
      named.forEach(([name, layer], i) => {
        const part = initialize(
          layer,
          keys[i]!,
          shape,
          named.slice(i + 1).map(([, next]) => next),
        );
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
      let mask = context.mask;
      let loss: Tensor | undefined;
      for (const [name, layer] of named) {
        const applied = applyLayer(
          layer,
          params[name] as Parameters,
          state[name] as State,
          y,
          inside(context, name, mask),
        );
        y = applied.y;
        if (state[name]) next[name] = applied.state;
        if (applied.mask !== undefined) mask = applied.mask ?? undefined;
        if (applied.loss) loss = loss ? loss.add(applied.loss) : applied.loss;
      }
      return { y: y as never, state: next, mask: mask ?? null, ...(loss ? { loss } : {}) };
    },
  };
};

const isRecord = (layers: readonly unknown[]): layers is [Named] =>
  layers.length === 1 && typeof layers[0] === "object" && layers[0] !== null && !("apply" in layers[0]);

const nameLayers = (layers: readonly LayerLike[] | readonly [Named]): readonly (readonly [string, AnyLayer])[] => {
  if (isRecord(layers)) return Object.entries(layers[0]).map(([name, layer]) => [name, asLayer(layer)]);
  const counts = new Map<string, number>();
  return (layers as readonly LayerLike[]).map((like) => {
    const layer = asLayer(like);
    const count = (counts.get(layer.kind) ?? 0) + 1;
    counts.set(layer.kind, count);
    return [count === 1 ? layer.kind : `${layer.kind}${count}`, layer];
  });
};
