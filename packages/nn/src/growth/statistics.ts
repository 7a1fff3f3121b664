import { data, type Structure, type Tensor, tensor } from "@kaviar/tensor";
import { conform } from "../data/conform.ts";
import { createInputs, type Inputs } from "../data/rows.ts";
import { predicting } from "../evaluation/predicting.ts";
import { otherAxes } from "../layers/contract/feature-axis.ts";
import { type AnyLayer, applyLayer, type State } from "../layers/contract/layer.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { GrownLayer } from "./contract/rule.ts";

interface Begun {
  readonly layer: AnyLayer;
  readonly params: Parameters;
  readonly state: State;
}

/**
 * New batch norms that give back what they are given by the statistics of it: γ its deviation, β its mean. So they change
 * nothing in training either, where they go by those of a batch.
 */
export const withStatistics = async (
  { layer, params, state }: Begun,
  told: readonly GrownLayer[],
  { rows, example }: { readonly rows: Inputs; readonly example: Structure },
): Promise<Begun> => {
  const paths = new Set(
    told.filter(({ how, kind }) => how === "inserted" && kind === "batchNorm").map(({ path }) => path),
  );
  const seen = new Map<string, Tensor>();
  const tap = (path: string, y: unknown) => {
    if (paths.has(path)) seen.set(path, y as Tensor);
  };
  applyLayer(layer, params, state, conform(example, createInputs(rows)), { ...predicting(), tap });
  const found = [...seen].map(([path, y]) => {
    const axes = otherAxes(y.rank);
    const mean = y.mean(axes, { keepDims: true });
    // It gives back what it is given, so its variance is 1 − ε now.
    const { variance: own } = inside(state as Parameters, path.split("/")) as { readonly variance: Tensor };
    return { path, mean: mean.reshape([-1]), variance: y.sub(mean).square().mean(axes).reshape([-1]), own };
  });
  const numbers = (await data(
    found.flatMap(({ mean, variance, own }) => [mean, variance, own]),
  )) as readonly Float32Array[];
  return found.reduce(
    (begun: Begun, { path }, i) => {
      const [mean, variance, unit] = numbers.slice(3 * i) as [Float32Array, Float32Array, Float32Array];
      const own = path.split("/");
      const { gamma, beta } = inside(begun.params, own) as { readonly gamma?: Tensor; readonly beta?: Tensor };
      if (!gamma || !beta) return begun;
      const learned = { gamma: tensor(variance.map((v) => Math.sqrt(v + 1 - unit[0]!))), beta: tensor(mean) };
      return {
        layer,
        params: replaced(begun.params, own, learned),
        state: replaced(begun.state as Parameters, own, { mean: tensor(mean), variance: tensor(variance) }) as State,
      };
    },
    { layer, params, state },
  );
};

const inside = (tree: Parameters, [name, ...rest]: readonly string[]): Parameters =>
  name === undefined ? tree : inside(tree[name] as Parameters, rest);

const replaced = (tree: Parameters, [name, ...rest]: readonly string[], by: Parameters): Parameters =>
  name === undefined ? by : { ...tree, [name]: replaced(tree[name] as Parameters, rest, by) };
