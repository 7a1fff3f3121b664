import { isValues, type ValuesTree } from "../data/values-tree.ts";
import { ModelError } from "../error.ts";
import type { Shapes } from "../layers/contract/layer.ts";
import type { Metric } from "../metrics/contract/metric.ts";

export type Metrics = readonly Metric[] | { readonly [output: string]: readonly Metric[] };

/** Metrics by name: "accuracy", or "digit.accuracy" where outputs have names. */
export type Measures = Readonly<Record<string, number>>;

export const measure = (
  metrics: Metrics,
  predictions: ValuesTree,
  targets: ValuesTree,
  weights?: ArrayLike<number>,
): Measures => {
  if (isList(metrics)) {
    if (metrics.length === 0) return {};
    if (!isValues(predictions) || !isValues(targets)) throw severalOutputs();
    return Object.fromEntries(metrics.map((metric) => [metric.name, metric(predictions, targets, weights)]));
  }
  return Object.fromEntries(
    Object.entries(metrics).flatMap(([output, list]) =>
      Object.entries(measure(list, partOf(predictions, output), partOf(targets, output), weights)).map(
        ([name, value]) => [`${output}.${name}`, value],
      ),
    ),
  );
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
