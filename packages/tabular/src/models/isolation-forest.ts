import { flag, type OptionsOf, whole } from "@kaviar/base/check";
import { numbersOf } from "../contract/matrix.ts";
import { createModel } from "../contract/model.ts";
import type { TreeEnsemble } from "../contract/tree-ensemble.ts";
import { options } from "../options.ts";
import { ensembleOf, type GrownTree } from "../trees/grown-tree.ts";
import { predictTable } from "../trees/predict-table.ts";
import { treeMatrix } from "../trees/tree-matrix.ts";
import { treesToOnnx } from "../trees/trees-to-onnx.ts";
import { countFrom, drawWith, drawWithout, partOrCount } from "./contract/draw-rows.ts";
import { isolationTree, searchLength } from "./isolation-forest/isolation-tree.ts";

const read = options("isolationForest", {
  /** How many trees. */
  trees: whole(1).default(100),
  /** How many rows each tree is made of: a part below 1, or a count. */
  maxSamples: partOrCount.default(256),
  /** How many columns each tree may ask for: a part below 1, or a count. All of them unless said. */
  maxFeatures: partOrCount.optional(),
  /** Whether a row may be drawn several times. */
  bootstrap: flag.default(false),
});

export type IsolationForestOptions = OptionsOf<typeof read>;

interface IsolationState {
  /** Trees that say how many questions a row takes. */
  readonly ensemble: TreeEnsemble;
  /** What all trees together take for a row like any other; 0 where there was one row. */
  readonly usual: number;
}

/**
 * How easily a row is parted from the others by questions at random: above 0.5 more easily than usual, near 1 alone.
 *
 * ```ts
 * const model = await pipeline(isolationForest()).fit(rows, { seed: 1 });
 * await model.predict(rows);                              // scikit-learn's score_samples with the sign turned
 * ```
 * It learns from few rows a tree, so that anomalies are not hidden by each other: more of them do not make it better.
 * With weights, rows are drawn by them. Missing values go to a side at random.
 */
export const isolationForest = createModel(
  read,
  {
    name: "Isolation forest",
    formula: "2 ^ (−E[depth] / c(n)), c(n) the mean depth of a search that finds nothing",
    range: "(0, 1]",
    use: "rows unlike the others, where nobody has marked any",
    pitfall: "what is unusual only in how columns go together is found late: its questions are about one column each",
    reference: "Liu et al. 2008",
    seeAlso: ["extraTrees", "kNearest"],
  },
  {
    tasks: ["anomalies"],
    slow: true,
    fit: async ({ table, weights }, given, context): Promise<IsolationState> => {
      const columns = numbersOf("isolationForest", table).length;
      const matrix = treeMatrix(table);
      const samples = Math.min(table.rows, countFrom(given.maxSamples, table.rows));
      const features = Math.min(columns, countFrom(given.maxFeatures ?? columns, columns));
      const maxDepth = Math.ceil(Math.log2(Math.max(samples, 2)));
      const forest: GrownTree[] = [];
      for (let tree = 0; tree < given.trees; tree++) {
        context.progress(tree / given.trees);
        await context.pause();
        const random = context.random(tree);
        const own = drawWithout(random, columns, features);
        const drawn = (given.bootstrap ? drawWith : drawWithout)(random, table.rows, samples, weights);
        // A row that was drawn twice cannot be parted from itself.
        const rows = Int32Array.from(new Set(drawn));
        forest.push(isolationTree(matrix, rows, own, maxDepth, random));
      }
      return { ensemble: ensembleOf(forest), usual: given.trees * searchLength(samples) };
    },
    predict: ({ ensemble, usual }, table) =>
      predictTable(ensemble, table).map((length) => (usual > 0 ? 2 ** (-length / usual) : 0.5)),
    onnx: ({ ensemble, usual }, wires, graph) => {
      const lengths = treesToOnnx(ensemble, wires, graph);
      const shares =
        usual > 0
          ? graph.node("Div", [lengths, graph.doubles([-usual], [])])
          : graph.node("Sub", [lengths, graph.doubles([1], [])]);
      return graph.node("Pow", [graph.doubles([2], []), shares]);
    },
  },
);
