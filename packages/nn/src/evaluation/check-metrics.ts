import { type Structure, tensor } from "@kaviar/tensor";
import { gatherRows } from "../data/gather-rows.ts";
import type { Pass } from "../data/source.ts";
import { readValues, takeRows, type ValuesTree } from "../data/values-tree.ts";
import { type AnyLayer, applyLayer, type State } from "../layers/contract/layer.ts";
import type { Loss } from "../losses/contract/loss.ts";
import type { Losses } from "../losses/contract/losses.ts";
import type { Metric } from "../metrics/contract/metric.ts";
import * as all from "../metrics/index.ts";
import type { Parameters } from "../parameters/parameters.ts";
import { type Metrics, measure, namedMetrics } from "./measure.ts";
import { predicting } from "./predicting.ts";
import { targetsFor, viewOf } from "./predictions.ts";

/** Rows enough to tell what kind of targets they are. */
const mostRows = 32;

interface Begun {
  readonly layer: AnyLayer;
  readonly params: Parameters;
  readonly state: State;
}

const cards: ReadonlySet<unknown> = new Set(Object.values(all).map((each) => (each as Partial<Metric>).about));

const isKnown = ({ about }: Metric): boolean => about !== undefined && cards.has(about);

/** Metrics of one's own are asked when there is something to measure: they may count, or write. */
const ofThisPackage = (metrics: Metrics): Metrics =>
  Array.isArray(metrics)
    ? metrics.filter(isKnown)
    : Object.fromEntries(Object.entries(metrics).map(([output, list]) => [output, list.filter(isKnown)]));

/** Measures some rows before the first step, so that a metric which does not fit is refused then, and not after an epoch. */
export const checkMetrics = async (
  metrics: Metrics,
  loss: Losses,
  begun: Begun,
  { set, order }: Pass,
  outputShape: unknown,
): Promise<void> => {
  const own = ofThisPackage(metrics);
  if (namedMetrics(own).length === 0) return;
  const rows = order.slice(0, mostRows);
  const targets = targetsFor(loss, takeRows(await readValues(set.y), rows));
  const predictions = shares(loss, outputShape, rows.length) ?? (await said(loss, begun, set.x, rows));
  measure(own, predictions, targets, undefined, loss);
};

/** Where a loss takes logits metrics get shares of classes, whatever the model says. */
const shares = (loss: Losses, outputShape: unknown, rows: number): ValuesTree | undefined => {
  const { link } = loss as Partial<Loss>;
  if (!link || !Array.isArray(outputShape)) return undefined;
  const shape = [rows, ...(outputShape as readonly number[])];
  const value = link === "softmax" ? 1 / shape.at(-1)! : 0.5;
  return { data: new Float32Array(shape.reduce((product, n) => product * n, 1)).fill(value), shape };
};

const said = async (
  loss: Losses,
  { layer, params, state }: Begun,
  x: Structure,
  rows: Int32Array,
): Promise<ValuesTree> => {
  const { y } = applyLayer(layer, params, state, gatherRows(x, tensor(rows)), predicting());
  return readValues(viewOf(loss)(y as Structure));
};
