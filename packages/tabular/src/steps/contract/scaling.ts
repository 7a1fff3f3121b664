import type { GraphBuilder, Wire } from "../../onnx/graph-builder.ts";
import type { Table } from "../../table/table.ts";
import { mapNumbers, mapNumberWires } from "./mapping.ts";

/** A column becomes (x − shift) / divisor. */
export interface ColumnScaling {
  readonly column: string;
  readonly shift: number;
  readonly divisor: number;
}

/** What is summed up of the values of a column that are not missing. */
export interface Moments {
  readonly count: number;
  /** The weight of all. */
  readonly total: number;
  readonly mean: number;
  /** The squares of their differences to the mean, weighed. */
  readonly squares: number;
}

/** Mean and biased deviation of the values that are not missing; 0 and 0 where all are. */
export const weightedMoments = (
  values: Float64Array,
  weights: Float64Array | undefined,
): { readonly mean: number; readonly deviation: number } => {
  const moments = momentsOf(values, weights);
  return { mean: moments.mean, deviation: deviationOf(moments) };
};

export const momentsOf = (values: Float64Array, weights: Float64Array | undefined): Moments => {
  let [count, total, sum] = [0, 0, 0];
  for (let row = 0; row < values.length; row++) {
    if (Number.isNaN(values[row]!)) continue;
    const weight = weights ? weights[row]! : 1;
    count++;
    total += weight;
    sum += weight * values[row]!;
  }
  const mean = total > 0 ? sum / total : 0;
  let squares = 0;
  for (let row = 0; row < values.length; row++) {
    if (Number.isNaN(values[row]!)) continue;
    squares += (weights ? weights[row]! : 1) * (values[row]! - mean) ** 2;
  }
  return { count, total, mean, squares };
};

export const deviationOf = ({ count, total, mean, squares }: Moments): number => {
  const variance = total > 0 ? squares / total : 0;
  // What rounding leaves of a constant is no deviation; the bound is that of scikit-learn.
  const rounding = count * 2 ** -52 * variance + (count * mean * 2 ** -52) ** 2;
  return variance <= rounding && variance < Infinity ? 0 : Math.sqrt(variance);
};

export const applyScaling = (scalings: readonly ColumnScaling[], table: Table): Table =>
  mapNumbers(scalings, table, (values, { shift, divisor }) => values.map((value) => (value - shift) / divisor));

export const scaleTensor = (values: string, scalings: readonly ColumnScaling[], graph: GraphBuilder): string => {
  const shifted = graph.node("Sub", [values, graph.doubles(scalings.map(({ shift }) => shift))]);
  return graph.node("Div", [shifted, graph.doubles(scalings.map(({ divisor }) => divisor))]);
};

export const scaleWires = (
  scalings: readonly ColumnScaling[],
  wires: readonly Wire[],
  graph: GraphBuilder,
): readonly Wire[] => mapNumberWires(scalings, wires, graph, (values, of) => scaleTensor(values, of, graph));

/** What a column of no extent is divided by: nothing. */
export const divisorOf = (extent: number): number => (extent < 10 * 2 ** -52 ? 1 : extent);
