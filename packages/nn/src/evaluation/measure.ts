import { isValues, type ValuesTree } from "../data/values-tree.ts";
import { ModelError } from "../error.ts";
import type { Shapes } from "../layers/contract/layer.ts";
import type { Loss } from "../losses/contract/loss.ts";
import type { Losses } from "../losses/contract/losses.ts";
import type { Metric, Values } from "../metrics/contract/metric.ts";
import { labelsApart } from "./labels-apart.ts";

export type Metrics = readonly Metric[] | { readonly [output: string]: readonly Metric[] };

/** Metrics by name: "accuracy", or "digit.accuracy" where outputs have names. */
export type Measures = Readonly<Record<string, number>>;

export const measure = (
  metrics: Metrics,
  predictions: ValuesTree,
  targets: ValuesTree,
  weights?: ArrayLike<number>,
  loss?: Losses,
): Measures => {
  if (isList(metrics)) {
    if (metrics.length === 0) return {};
    if (!isValues(predictions) || !isValues(targets)) throw severalOutputs();
    const all = withoutIgnored((loss as Partial<Loss> | undefined)?.ignored, { predictions, targets, weights });
    const counted = labelsApart(typeof loss === "function" ? loss : undefined, all);
    return Object.fromEntries(
      metrics.map((metric) => [metric.name, metric(counted.predictions, counted.targets, counted.weights)]),
    );
  }
  return Object.fromEntries(
    Object.entries(metrics).flatMap(([output, list]) =>
      Object.entries(
        measure(list, partOf(predictions, output), partOf(targets, output), weights, lossOf(loss, output)),
      ).map(([name, value]) => [`${output}.${name}`, value]),
    ),
  );
};

const lossOf = (loss: Losses | undefined, output: string): Losses | undefined =>
  typeof loss === "object" ? loss[output] : undefined;

interface Counted {
  readonly predictions: Values;
  readonly targets: Values;
  readonly weights: ArrayLike<number> | undefined;
}

/** Without the positions whose target the loss ignores. */
const withoutIgnored = (ignored: number | undefined, all: Counted): Counted => {
  if (ignored === undefined) return all;
  const { predictions, targets, weights } = all;
  const places = Int32Array.from(targets.data, (_, at) => at).filter((at) => targets.data[at] !== ignored);
  const width = predictions.data.length / targets.data.length;
  const own = weights && targets.data.length / weights.length;
  return {
    predictions: {
      data: Float32Array.from({ length: places.length * width }, (_, i) => {
        return predictions.data[places[Math.floor(i / width)]! * width + (i % width)]!;
      }),
      shape: [places.length, width],
    },
    targets: { data: Float32Array.from(places, (at) => targets.data[at]!), shape: [places.length] },
    weights: weights && Float32Array.from(places, (at) => weights[Math.floor(at / own!)]!),
  };
};

/** Refuses one list of metrics for several outputs. */
export const checkOutputs = (metrics: Metrics, outputShape: Shapes): void => {
  if (isList(metrics) && metrics.length > 0 && !Array.isArray(outputShape)) throw severalOutputs();
};

const severalOutputs = (): ModelError =>
  new ModelError("options", "A model with several outputs needs its metrics by output: metrics: { name: [accuracy] }.");

const isList = (metrics: Metrics): metrics is readonly Metric[] => Array.isArray(metrics);

const partOf = (tree: ValuesTree, name: string): ValuesTree => {
  const part = isValues(tree) ? undefined : tree[name];
  if (part) return part;
  const names = isValues(tree) ? "one, without a name" : Object.keys(tree).join(", ");
  throw new ModelError(
    "options",
    `Each name in \`metrics\` is an output of the model: there is no "${name}", there is ${names}.`,
  );
};

/** Metrics under the names of their measures. */
export const namedMetrics = (metrics: Metrics): readonly (readonly [name: string, metric: Metric])[] =>
  isList(metrics)
    ? metrics.map((metric) => [metric.name, metric] as const)
    : Object.entries(metrics).flatMap(([output, list]) =>
        list.map((metric) => [`${output}.${metric.name}`, metric] as const),
      );
