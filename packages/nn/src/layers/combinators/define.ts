import { withCard } from "@kaviar/base/card";
import { isTensor, type Key, type Structure, split, type Tensor, zeros } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";
import type { Parameters } from "../../parameters/parameters.ts";
import {
  type AnyLayer,
  applyLayer,
  type Initialized,
  initialize,
  type Layer,
  type LayerLike,
  type Shapes,
  type State,
} from "../contract/layer.ts";
import { multiplyAddsOf } from "../contract/multiply-adds.ts";
import { nameLayers } from "../contract/name-layers.ts";
import { createThread } from "./contract/thread.ts";

/** A layer as it is called inside `define`. */
type Callable<L> = L extends (x: Tensor) => Tensor
  ? (x: Tensor) => Tensor
  : L extends Layer<infer X, infer Y>
    ? (x: X) => Y
    : never;

export type Callables<L> = { readonly [K in keyof L]: Callable<L[K]> };

/**
 * Any graph of named layers: several inputs and outputs, and layers that are used more than once with the same weights.
 *
 * ```ts
 * define({ encoder: dense(64), head: dense(3) }, (layers, x) => layers.head(layers.encoder(x).relu()))
 * define({ twin: dense(8) }, ({ twin }, { left, right }: { left: Tensor; right: Tensor }) => twin(left).mul(twin(right)))
 * ```
 * Parameters have the names of their layers. The function is traced: it must make the same calls for every batch.
 */
export const define = withCard(
  <const L extends Readonly<Record<string, LayerLike>>, Y, X = Tensor>(
    layers: L,
    forward: (layers: Callables<L>, x: X) => Y,
  ): Layer<X, Y> => {
    const named = nameLayers("define", [layers as Readonly<Record<string, LayerLike>>]);
    const children = Object.fromEntries(named) as Readonly<Record<string, AnyLayer>>;
    const call = (each: (name: string, layer: AnyLayer, x: unknown) => unknown, x: X): Y => {
      const callables = named.map(([name, layer]) => [name, (given: unknown) => each(name, layer, given)] as const);
      return forward(Object.fromEntries(callables) as Callables<L>, x);
    };
    return {
      kind: "define",
      children,
      init: (key, inputShape) => {
        const keys = split(key, Math.max(1, named.length));
        const parts = new Map<string, Initialized>();
        const y = call((name, layer, x) => {
          const part = initialize(layer, keys[named.findIndex(([each]) => each === name)] as Key, shapesOf(x, name));
          parts.set(name, shared(name, parts.get(name), part));
          return exampleOf(part.outputShape);
        }, exampleOf(inputShape) as X);
        checkAllUsed(named, parts);
        const keep = <T extends object>(what: (part: Initialized) => T): Record<string, T> =>
          Object.fromEntries(
            named
              .map(([name]) => [name, what(parts.get(name)!)] as const)
              .filter(([, own]) => Object.keys(own).length > 0),
          );
        return {
          params: keep<Parameters>((part) => part.params),
          state: keep<State>((part) => part.state),
          outputShape: shapesOf(y) as never,
          children: named.map(([name, layer]) => ({ name, kind: layer.kind, part: parts.get(name)! })),
        };
      },
      apply: (params, state, x, context) => {
        const thread = createThread(state, context, x);
        const y = call(
          (name, layer, given) =>
            thread.use(name, (at, own) => applyLayer(layer, params[name] as Parameters, own, given, at), given),
          x,
        );
        return { y, ...thread.end(y) };
      },
    };
  },
  {
    about: {
      name: "Graph of layers",
      formula: "y = f(layers, x), f a function of yours",
      use: "several inputs or outputs, weights that are shared, connections across a net",
      pitfall:
        "the function is traced once for all batches, so its `if` sees no data; a layer that is called twice has one set of weights",
      reference: "Bromley et al. 1993: twins that share weights",
      seeAlso: ["sequential", "parallel", "cosineBetween"],
    },
  },
);

/** Two examples of zeros: shapes are found out by running the function on them, and nothing is computed. */
const exampleOf = (shapes: Shapes): Structure => {
  if (Array.isArray(shapes)) {
    return shapes.every((n) => typeof n === "number")
      ? zeros([2, ...(shapes as readonly number[])])
      : (shapes as readonly Shapes[]).map(exampleOf);
  }
  return Object.fromEntries(Object.entries(shapes).map(([name, part]) => [name, exampleOf(part as Shapes)]));
};

const shapesOf = (structure: unknown, name?: string): Shapes => {
  if (isTensor(structure)) {
    if (structure.shape[0] === 2) return structure.shape.slice(1);
    throw new ModelError(
      "layer",
      `A layer keeps the batch as the first axis: ${name ? `"${name}" is given` : "define made"} [${structure.shape.join(", ")}] for two examples.`,
      { remedy: "Reduce over the axes from 1 on: x.mean([1, 2])." },
    );
  }
  if (Array.isArray(structure)) return structure.map((part) => shapesOf(part, name));
  if (typeof structure === "object" && structure !== null)
    return Object.fromEntries(Object.entries(structure).map(([key, part]) => [key, shapesOf(part, name)]));
  throw new ModelError(
    "layer",
    `define passes tensors, or records and lists of them: ${name ? `"${name}" is given` : "it made"} ${String(structure)}.`,
  );
};

/** The next use of a layer must fit the weights that it has. */
const shared = (name: string, first: Initialized | undefined, next: Initialized): Initialized => {
  if (!first) return next;
  const show = ({ params }: Initialized): string => JSON.stringify(shapesOfParameters(params));
  if (show(first) !== show(next)) {
    throw new ModelError(
      "shape",
      `"${name}" is used more than once, with inputs that need other weights: ${show(first)} and ${show(next)}.`,
      {
        remedy: "Give inputs of one kind to a shared layer, or make it two layers of two names.",
      },
    );
  }
  const multiplyAdds = multiplyAddsOf(first) + multiplyAddsOf(next);
  return { ...first, multiplyAdds };
};

const shapesOfParameters = (params: Parameters): unknown =>
  Object.fromEntries(
    Object.entries(params).map(([name, part]) => [
      name,
      isTensor(part) ? part.shape : shapesOfParameters(part as Parameters),
    ]),
  );

const checkAllUsed = (
  named: readonly (readonly [string, AnyLayer])[],
  parts: ReadonlyMap<string, Initialized>,
): void => {
  const unused = named.find(([name]) => !parts.has(name));
  if (!unused) return;
  throw new ModelError("layer", `define uses each of its layers: "${unused[0]}" is never called.`, {
    remedy: `Call it, layers.${unused[0]}(x), or take it out.`,
  });
};
