import { type OptionsOf, positive, whole } from "@kaviar/base/check";
import { fold, normal, type Shape, type Structure, split, type Tensor, zeros } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import { asLayer } from "../layers/contract/function-layer.ts";
import {
  type AnyLayer,
  applyLayer,
  initialize,
  inside,
  type Layer,
  type LayerLike,
  type State,
} from "../layers/contract/layer.ts";
import { createTrainedModel, type TrainedModel } from "../model/trained-model.ts";
import { options } from "../options.ts";
import { listParameters, mapParameters, type Parameter, type Parameters } from "../parameters/parameters.ts";
import { named, type Predicate, predicateLaw, weights } from "../parameters/predicate.ts";
import { settled } from "../parameters/settled.ts";
import { withChildren } from "../registry/registry.ts";

const read = options("lora", {
  /** The rank of what is added to a weight: a matrix [in, out] learns rank · (in + out) numbers. */
  rank: whole(1).default(8),
  /** What is added is multiplied by alpha / rank; the rank unless said, a factor of 1. */
  alpha: positive.optional(),
  /** Which parameters are adapted, of those that are matrices or kernels: all weights unless said. */
  where: predicateLaw.default(weights),
});

export type LoraOptions = OptionsOf<typeof read>;

/** The parameters that adapters learn: `saveWeights(tuned, "adapters.safetensors", adapters)`. */
export const adapters: Predicate = named("down", "up");

/** A weight [in, …] as the matrix [in, rest] that it is adapted as; kernels [out, in, h, w] are [out, in·h·w]. */
const matrixOf = ([rows, ...rest]: Shape): readonly [number, number] => [rows!, rest.reduce((a, b) => a * b, 1)];

/**
 * A trained model, or any layer, that stays as it is while small adapters beside its weights learn:
 * W + α/r · A·B, with A [in, r] and B [r, out] from 0. (Hu et al. 2021)
 *
 * ```ts
 * const tuned = await fit(lora(await load("base.onnx"), { rank: 4, where: under("attention") }), data, options);
 * await saveWeights(tuned, "adapters.safetensors", adapters);
 * await mergeLora(tuned).then((plain) => plain.save("tuned.onnx"));
 * ```
 * Running averages and shares of the model stay too: what it keeps besides its weights is not moved.
 */
export const lora = (model: LayerLike, given: LoraOptions = {}): Layer => {
  const { rank, alpha = rank, where } = read(given);
  const layer = asLayer(model);
  const isAdapted = (parameter: Parameter): boolean => parameter.tensor.rank >= 2 && where(parameter);
  return {
    kind: "lora",
    options: { rank, alpha },
    children: { base: layer },
    init: (key, inputShape, following) => {
      const [forBase, forAdapters] = split(key, 2);
      const base = initialize(layer, forBase!, inputShape, following);
      const chosen = listParameters(base.params).filter(isAdapted);
      if (chosen.length === 0) throw noneChosen(base.params);
      const made = chosen.map(({ path, tensor }, i) => {
        const [rows, columns] = matrixOf(tensor.shape);
        const down = normal(fold(forAdapters!, i), [rows, rank]).mul(rows ** -0.5);
        return [path.split("/"), { down, up: zeros([rank, columns]) }] as const;
      });
      return {
        ...base,
        params: made.reduce<Parameters>((tree, [path, adapter]) => placed(tree, path, adapter), {}),
        state: { base: base.params as Structure, kept: base.state },
        children: [],
      };
    },
    apply: (params, state, x, context) => {
      const own = merged(state.base as Parameters, params, alpha / rank);
      // Layers that do not learn do not move their averages either.
      const at = { ...inside(context, "base"), frozen: () => true };
      const applied = applyLayer(layer, own, state.kept as State, x, at);
      return { ...applied, y: applied.y as Tensor, state: { ...state, kept: applied.state as Structure } };
    },
  };
};

const noneChosen = (params: Parameters): ModelError =>
  new ModelError("options", "lora must adapt at least one weight: `where` chooses none that is a matrix or a kernel.", {
    remedy: `There are ${listParameters(params)
      .map(({ path }) => path)
      .join(", ")}.`,
  });

const placed = (tree: Parameters, [name, ...rest]: readonly string[], part: Parameters): Parameters => ({
  ...tree,
  [name!]: rest.length === 0 ? part : placed((tree[name!] ?? {}) as Parameters, rest, part),
});

/** Weights with what their adapters add. */
const merged = (base: Parameters, learned: Parameters, scale: number): Parameters => {
  const added = new Map(listParameters(learned).map(({ path, tensor }) => [path, tensor]));
  return mapParameters((path, weight) => {
    const [down, up] = [added.get(`${path}/down`), added.get(`${path}/up`)];
    return down && up ? weight.add(down.matmul(up).mul(scale).reshape(weight.shape)) : weight;
  }, base);
};

interface Part {
  readonly layer: AnyLayer;
  readonly params: Parameters;
  readonly state: State;
}

/**
 * The model with its adapters added to its weights: plain layers again, which cost nothing more.
 *
 * ```ts
 * const plain = await mergeLora(tuned);
 * ```
 * Adapters inside of `sequential` and other combinators are found too; those inside of `define` are not.
 */
export const mergeLora = async ({ parts }: TrainedModel): Promise<TrainedModel> => {
  const plain = mergedIn(parts);
  if (plain === parts) {
    throw new ModelError("layer", "mergeLora adds adapters to weights: this model has none that it can reach.", {
      remedy: "Give it what was trained as lora(model), or as sequential({ body: lora(model), head: … }).",
    });
  }
  const { params, state } = await settled({ params: plain.params, state: plain.state });
  return createTrainedModel({ ...parts, layer: plain.layer, params, state });
};

const mergedIn = <P extends Part>(part: P): Part => {
  const { layer, params, state } = part;
  const { kind, options, children = {} } = layer as Layer;
  if (kind === "lora") {
    const { rank, alpha } = options as { readonly rank: number; readonly alpha: number };
    const base = asLayer(children.base!);
    return {
      // A trained model would begin with what it had learned before.
      layer: "parts" in base ? (base as TrainedModel).parts.layer : base,
      params: merged(state.base as Parameters, params, alpha / rank),
      state: state.kept as State,
    };
  }
  const inner = Object.entries(children).map(([name, child]) => {
    const own = {
      layer: asLayer(child),
      params: (params[name] ?? {}) as Parameters,
      state: (state[name] ?? {}) as State,
    };
    return { name, own, plain: mergedIn(own) };
  });
  const changed = inner.filter(({ own, plain }) => own !== plain);
  const rebuilt =
    changed.length > 0
      ? withChildren(layer, Object.fromEntries(inner.map(({ name, plain }) => [name, plain.layer])))
      : undefined;
  if (!rebuilt) return part;
  const replace = <T extends object>(tree: T, of: (part: Part) => object): T => {
    const own = changed
      .map(({ name, plain }) => [name, of(plain)] as const)
      .filter(([, each]) => Object.keys(each).length > 0);
    const kept = Object.entries(tree).filter(([name]) => !changed.some((each) => each.name === name));
    return Object.fromEntries([...kept, ...own]) as T;
  };
  return {
    layer: rebuilt,
    params: replace(params, (each) => each.params),
    state: replace(state, (each) => each.state),
  };
};
