import type { SummedTrees } from "../../contract/model.ts";
import type { Target } from "../../contract/target.ts";
import { withoutTarget } from "../../contract/target.ts";
import type { TreeEnsemble } from "../../contract/tree-ensemble.ts";
import { TableError } from "../../error.ts";
import type { GraphBuilder, Wire } from "../../onnx/graph-builder.ts";
import type { Table } from "../../table/table.ts";
import { type Criterion, classTask, numberTask, type TreeTask } from "../../trees/growing/task.ts";
import { predictTable } from "../../trees/predict-table.ts";
import { treesToOnnx } from "../../trees/trees-to-onnx.ts";
import type { OutOfBag } from "./out-of-bag.ts";

/**
 * Trees whose mean is the prediction. Of two classes they have the probability of the second. The ensemble holds sums,
 * so that halves of an even number of trees are halves exactly, in any order of adding up.
 */
export interface AveragedTrees {
  readonly task: "classes" | "numbers";
  readonly ensemble: TreeEnsemble;
  readonly importances: Float64Array;
  /** Where it was asked for. */
  readonly outOfBag?: OutOfBag | undefined;
}

const forClasses = ["gini", "entropy"] as const;
const forNumbers = ["squared", "absolute", "poisson"] as const;

/** Each row's weight; refused where no row has any. */
export const weightsOf = (owner: string, rows: number, weights: Float64Array | undefined): Float64Array => {
  if (!weights) return new Float64Array(rows).fill(1);
  if (weights.some((weight) => weight > 0)) return weights;
  throw new TableError("data", `${owner} learns from rows that count: the weights of all ${rows} are 0.`);
};

/** What trees grow on: a target with the criterion that it calls for. */
export const treeTask = (owner: string, target: Target, criterion: Criterion | undefined): TreeTask => {
  if (target.task === "anomalies") throw withoutTarget(owner);
  if (target.task === "classes") return classTask(target, among(owner, target.task, forClasses, criterion ?? "gini"));
  const chosen = among(owner, target.task, forNumbers, criterion ?? "squared");
  if (chosen === "poisson") checkCounts(owner, target.values);
  return numberTask(target, chosen);
};

const among = <C extends Criterion>(owner: string, task: string, those: readonly C[], given: Criterion): C => {
  const found = those.find((criterion) => criterion === given);
  if (found !== undefined) return found;
  throw new TableError("options", `The criterion \`${given}\` of ${owner} is none for ${task}.`, {
    remedy: `For ${task} there are ${those.map((criterion) => `\`${criterion}\``).join(", ")}.`,
  });
};

const checkCounts = (owner: string, values: Float64Array): void => {
  const odd = values.findIndex((value) => value < 0);
  if (odd >= 0) {
    throw new TableError(
      "target",
      `The criterion \`poisson\` of ${owner} needs targets ≥ 0: row ${odd} has ${values[odd]}.`,
      {
        remedy: "Use `squared`.",
      },
    );
  }
  if (values.every((value) => value === 0)) {
    throw new TableError("target", `The criterion \`poisson\` of ${owner} needs a target that is not always 0.`, {
      remedy: "Use `squared`.",
    });
  }
};

export const predictAverage = ({ task, ensemble }: AveragedTrees, table: Table): Float64Array => {
  const trees = ensemble.roots.length;
  const means = predictTable(ensemble, table).map((sum) => sum / trees);
  if (task === "numbers" || ensemble.outputs > 1) return means;
  const shares = new Float64Array(2 * means.length);
  for (const [row, share] of means.entries()) {
    shares[2 * row] = 1 - share;
    shares[2 * row + 1] = share;
  }
  return shares;
};

export const averageToOnnx = (
  { task, ensemble }: AveragedTrees,
  wires: readonly Wire[],
  graph: GraphBuilder,
): string => {
  const sums = treesToOnnx(ensemble, wires, graph);
  const means = graph.node("Div", [sums, graph.doubles([ensemble.roots.length], [])]);
  if (task === "numbers" || ensemble.outputs > 1) return means;
  const other = graph.node("Sub", [graph.doubles([1], []), means]);
  return graph.node("Concat", [other, means], { attributes: { axis: 1 } });
};

/** The trees as they add up to the prediction. */
export const summedTrees = ({ task, ensemble }: AveragedTrees): SummedTrees => ({
  ensemble: { ...ensemble, values: ensemble.values.map((value) => value / ensemble.roots.length) },
  levels: [],
  sum: task === "numbers" ? "number" : "probability",
});
