import type { GraphBuilder, Wire } from "../../onnx/graph-builder.ts";
import type { Table } from "../../table/table.ts";

/** A column becomes (x − shift) / divisor. */
export interface ColumnScaling {
  readonly column: string;
  readonly shift: number;
  readonly divisor: number;
}

/** Mean and biased deviation of the values that are not missing; 0 and 0 where all are. */
export const weightedMoments = (
  values: Float64Array,
  weights: Float64Array | undefined,
): { readonly mean: number; readonly deviation: number } => {
  let [total, sum] = [0, 0];
  for (let row = 0; row < values.length; row++) {
    if (Number.isNaN(values[row]!)) continue;
    const weight = weights ? weights[row]! : 1;
    total += weight;
    sum += weight * values[row]!;
  }
  const mean = total > 0 ? sum / total : 0;
  let squares = 0;
  for (let row = 0; row < values.length; row++) {
    if (Number.isNaN(values[row]!)) continue;
    squares += (weights ? weights[row]! : 1) * (values[row]! - mean) ** 2;
  }
  const deviation = total > 0 ? Math.sqrt(squares / total) : 0;
  // A constant whose sum was rounded has a deviation of its last bits: none.
  return { mean, deviation: deviation > 10 * 2 ** -52 * Math.abs(mean) ? deviation : 0 };
};

export const mapNumbers = (scalings: readonly ColumnScaling[], table: Table): Table => {
  const byName = new Map(scalings.map((scaling) => [scaling.column, scaling]));
  return table.with(
    table.data.flatMap((column) => {
      const scaling = byName.get(column.name);
      if (!scaling || column.kind !== "numbers") return [];
      const { shift, divisor } = scaling;
      return [{ ...column, type: "number" as const, values: column.values.map((value) => (value - shift) / divisor) }];
    }),
  );
};

export const scaleWires = (
  scalings: readonly ColumnScaling[],
  wires: readonly Wire[],
  graph: GraphBuilder,
): readonly Wire[] => {
  const byName = new Map(scalings.map((scaling) => [scaling.column, scaling]));
  const scaled = wires.filter(({ column }) => byName.has(column));
  if (scaled.length === 0) return wires;
  const of = scaled.map(({ column }) => byName.get(column)!);
  const centred = graph.node("Sub", [graph.numbers(scaled), graph.doubles(of.map(({ shift }) => shift))]);
  const divided = graph.node("Div", [centred, graph.doubles(of.map(({ divisor }) => divisor))]);
  const made = new Map(
    graph
      .wires(
        divided,
        scaled.map(({ column }) => column),
      )
      .map((wire) => [wire.column, wire]),
  );
  return wires.map((wire) => made.get(wire.column) ?? wire);
};
