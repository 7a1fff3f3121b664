import { type OptionsOf, oneOf, whole } from "@kaviar/base/check";
import { listed } from "@kaviar/base/text";
import { matrixOf } from "../contract/matrix.ts";
import { createStep } from "../contract/step.ts";
import type { GraphBuilder } from "../onnx/graph-builder.ts";
import { options } from "../options.ts";
import { type NumberColumn, numbersColumn, originsOf } from "../table/column.ts";
import { tableOf } from "../table/table.ts";
import { clusters } from "./agglomerate/linkage.ts";
import { numbersOf } from "./contract/projection.ts";

const read = options("agglomerate", {
  /** How many columns are left; never more than there were. */
  k: whole(1).default(2),
  /** Which groups are nearest: by the spread that joining them adds, or by their mean, furthest or nearest columns. */
  linkage: oneOf("ward", "average", "complete", "single").default("ward"),
  /** What a group of columns becomes. */
  pooling: oneOf("mean", "median", "max").default("mean"),
});

export type AgglomerateOptions = OptionsOf<typeof read>;

interface Groups {
  readonly columns: readonly string[];
  /** The group of each column, by number. */
  readonly groups: Int32Array;
  readonly names: readonly string[];
}

type Pooling = "mean" | "median" | "max";

/**
 * Columns that go together become one: their mean.
 *
 * ```ts
 * pipeline(scale(), agglomerate({ k: 10 }), ridge());
 * ```
 * Near are columns whose values are, row by row: scale first. Groups are numbered in the order of their first columns.
 */
export const agglomerate = createStep(
  read,
  {
    name: "Agglomeration of columns",
    formula: "the two nearest groups of columns become one, until k are left",
    use: "many sensors, genes or pixels that measure the same, where the groups have a meaning",
    pitfall: "columns that are opposites of each other are far apart; the distances of m columns take m² numbers",
    reference: "Ward 1963; Müllner 2011",
    seeAlso: ["pca", "selectVariance"],
  },
  {
    fit: ({ table }, { k, linkage }): Groups => {
      matrixOf("agglomerate", table);
      const columns = table.data as readonly NumberColumn[];
      const count = columns.length;
      const groups = clusters(distancesOf(columns), count, Math.min(k, count), linkage);
      const names = Array.from({ length: Math.min(k, count) }, (_, group) => `group${group}`);
      return { columns: table.columns, groups, names };
    },
    apply: ({ columns, groups, names }, table, { pooling }) => {
      const own = table.select(columns);
      matrixOf("agglomerate", own);
      const made = names.map((name, group) => {
        const members = (own.data as readonly NumberColumn[]).filter((_, c) => groups[c] === group);
        const pooled = Float64Array.from({ length: table.rows }, (_, row) =>
          pool[pooling](members.map(({ values }) => values[row]!)),
        );
        return numbersColumn(name, pooled, [...new Set(members.flatMap(originsOf))]);
      });
      return tableOf(made, table.rows);
    },
    notes: ({ columns, groups, names }) =>
      names.flatMap((name, group) => {
        const members = columns.filter((_, c) => groups[c] === group);
        return members.length < 2 ? [] : [`agglomerate put ${listed(members)} into \`${name}\`.`];
      }),
    onnx: ({ columns, groups, names }, wires, graph, { pooling }) => {
      const pooled = names.map((_, group) => {
        const members = columns.filter((_, c) => groups[c] === group);
        return poolToOnnx(numbersOf(members, wires, graph), members.length, pooling, graph);
      });
      return graph.wires(
        pooled.length === 1 ? pooled[0]! : graph.node("Concat", pooled, { attributes: { axis: 1 } }),
        names,
      );
    },
  },
);

/** Euclidean, row by row. */
const distancesOf = (columns: readonly NumberColumn[]): Float64Array => {
  const n = columns.length;
  const distances = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const one = columns[i]!.values;
    for (let j = i + 1; j < n; j++) {
      const other = columns[j]!.values;
      let sum = 0;
      for (let row = 0; row < one.length; row++) {
        const apart = one[row]! - other[row]!;
        sum += apart * apart;
      }
      distances[i * n + j] = Math.sqrt(sum);
      distances[j * n + i] = distances[i * n + j]!;
    }
  }
  return distances;
};

const pool: { readonly [P in Pooling]: (values: readonly number[]) => number } = {
  mean: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  max: (values) => values.reduce((most, value) => Math.max(most, value), -Infinity),
  median: (values) => {
    const sorted = Float64Array.from(values).sort();
    const middle = sorted.length >> 1;
    return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  },
};

/** Of a tensor [rows, width] a tensor [rows, 1]. */
const poolToOnnx = (x: string, width: number, pooling: Pooling, graph: GraphBuilder): string => {
  const along = graph.integers([1]);
  const reduce = (op: string, tensor: string) => graph.node(op, [tensor, along], { attributes: { keepdims: 1 } });
  if (pooling === "mean") return reduce("ReduceMean", x);
  if (pooling === "max") return reduce("ReduceMax", x);
  const [sorted] = graph.nodeWith("TopK", 2, [x, graph.integers([(width >> 1) + 1])], { attributes: { axis: 1 } });
  const middle = (width >> 1) - (width % 2 === 1 ? 0 : 1);
  const both = graph.node("Gather", [sorted!, graph.integers(width % 2 === 1 ? [middle] : [middle, middle + 1])], {
    attributes: { axis: 1 },
  });
  return reduce("ReduceMean", both);
};
