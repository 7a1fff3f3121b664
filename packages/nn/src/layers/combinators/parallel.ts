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
  type Shapes,
  type State,
} from "../contract/layer.ts";
import { isRecord, type Listed, type Named, nameLayers } from "../contract/name-layers.ts";

/** What a layer makes; a function makes a tensor. */
type OutputOf<L> = L extends Layer<never, infer Y> ? Y : Tensor;

function branches<N extends Named>(layers: N): Layer<Tensor, { readonly [K in keyof N]: OutputOf<N[K]> }>;
function branches<const L extends readonly LayerLike[]>(
  ...layers: L
): Layer<Tensor, { readonly [I in keyof L]: OutputOf<L[I]> }>;
function branches(...layers: Listed): AnyLayer {
  return sideBySide(layers) as AnyLayer;
}

/**
 * Layers side by side, each fed with the same: a list of what they make, or a record where they have names.
 *
 * ```ts
 * sequential(parallel(conv2d(8, 1), conv2d(8, 3)), concatenate())
 * parallel({ mean: dense(2), logVariance: dense(2) })     // two named outputs
 * ```
 * Each branch keeps its own mask.
 */
export const parallel = withCard(branches, {
  about: {
    name: "Branches",
    formula: "[f₁(x), …, fₙ(x)]",
    use: "several looks at one input, such as kernels of several sizes; several outputs",
    pitfall:
      "makes a list or a record and no tensor: concatenate, add or multiply behind it, or a loss for each output",
    reference: "Szegedy et al. 2015",
    seeAlso: ["concatenate", "add", "define"],
  },
});

const sideBySide = (layers: Listed): Layer<unknown, unknown> => {
  const named = nameLayers("parallel", layers);
  const children = Object.fromEntries(named);
  const listed = !isRecord(layers);
  const arrange = <T>(parts: readonly T[]): readonly T[] | Readonly<Record<string, T>> =>
    listed ? parts : Object.fromEntries(named.map(([name], i) => [name, parts[i]!]));
  return {
    kind: "parallel",
    options: { listed },
    children,
    init: (key, inputShape) => {
      const keys = split(key, Math.max(1, named.length));
      const parts = named.map(([name, layer], i) => {
        const part: Initialized = initialize(layer, keys[i]!, inputShape);
        return { name, kind: layer.kind, part };
      });
      const keep = <T extends object>(what: (part: Initialized) => T): Record<string, T> =>
        Object.fromEntries(
          parts.map(({ name, part }) => [name, what(part)] as const).filter(([, own]) => Object.keys(own).length > 0),
        );
      return {
        params: keep<Parameters>((part) => part.params),
        state: keep<State>((part) => part.state),
        outputShape: arrange<Shapes>(parts.map(({ part }) => part.outputShape)) as never,
        children: parts,
      };
    },
    apply: (params, state, x, context) => {
      const applied = named.map(([name, layer]) =>
        applyLayer(layer, params[name] as Parameters, state[name] as State, x, inside(context, name)),
      );
      const next = named.flatMap(([name], i) => (state[name] ? [[name, applied[i]!.state] as const] : []));
      const losses = applied.flatMap(({ loss }) => (loss ? [loss] : []));
      return {
        y: arrange(applied.map(({ y }) => y)),
        state: Object.fromEntries(next),
        masks: arrange(applied.map(({ mask = null, masks }) => masks ?? mask)),
        ...(losses.length > 0 ? { loss: losses.reduce((sum, loss) => sum.add(loss)) } : {}),
      };
    },
  };
};
