import { bool, choice, float, int, log, ordinal } from "@kaviar/tune";
import { adaBoost } from "../../models/ada-boost.ts";
import { boosting } from "../../models/boosting.ts";
import { decisionTree } from "../../models/decision-tree.ts";
import { extraTrees } from "../../models/extra-trees.ts";
import { network } from "../../models/network.ts";
import { randomForest } from "../../models/random-forest.ts";
import { grammarPart } from "../grammar.ts";

/** The highest share of rows in a leaf that is searched: trees of small tables need small leaves. */
const leaves = ({ rows }: { readonly rows: number }) =>
  int(1, Math.max(2, Math.min(100, Math.floor(rows / 10))), { log: true });

const forest = (facts: { readonly rows: number; readonly task: string }) => ({
  minLeaf: int(1, Math.max(2, Math.min(20, Math.floor(facts.rows / 20))), { log: true }),
  maxFeatures: float(0.05, 0.99),
  ...(facts.task === "classes" && { criterion: choice(["gini", "entropy"]) }),
  bootstrap: bool(),
});

/** Every row, on its way down, is looked at once a level for each column that may split there. */
const forestSeconds = (
  { rows, columns }: { readonly rows: number; readonly columns: number },
  { minLeaf, maxFeatures }: { readonly minLeaf: number; readonly maxFeatures: number },
): number => 1e-8 * forestTrees * rows * Math.max(1, Math.log2(rows / minLeaf)) * Math.max(1, maxFeatures * columns);

const forestTrees = 200;

export const treesAndNetworks = {
  boosting: grammarPart({
    role: "model",
    ordinal: true,
    takes: "anything",
    ranges: (facts) => ({
      trees: int(50, 1_000, { log: true }),
      rate: log(0.01, 0.3),
      leaves: int(4, 128, { log: true }),
      minLeaf: leaves(facts),
      l2: log(1e-3, 30),
      subsample: float(0.5, 1),
      colsample: float(0.3, 1),
    }),
    // Histograms of all columns, for each leaf: of many columns they take the time, and the memory.
    seconds: ({ rows, columns }, { trees, leaves, minLeaf, colsample }) =>
      8e-9 * columns * colsample * trees * Math.min(leaves, Math.ceil(rows / minLeaf)) * Math.min(rows, 255),
    bytes: ({ rows, columns }, { leaves }) => 16 * columns * Math.min(rows + 1, 256) * leaves,
    make: (values) => boosting(values),
  }),
  randomForest: grammarPart({
    role: "model",
    ordinal: true,
    takes: "numbers",
    ranges: forest,
    seconds: forestSeconds,
    make: (values) => randomForest({ ...values, trees: forestTrees }),
  }),
  extraTrees: grammarPart({
    role: "model",
    ordinal: true,
    takes: "numbers",
    ranges: forest,
    seconds: forestSeconds,
    make: (values) => extraTrees({ ...values, trees: forestTrees }),
  }),
  decisionTree: grammarPart({
    role: "model",
    ordinal: true,
    takes: "numbers",
    light: true,
    ranges: (facts) => ({ maxDepth: int(1, 12), minLeaf: leaves(facts) }),
    make: decisionTree,
  }),
  adaBoost: grammarPart({
    role: "model",
    ordinal: true,
    takes: "numbers",
    ranges: { trees: int(20, 300, { log: true }), rate: log(0.01, 2), maxDepth: int(1, 4) },
    make: adaBoost,
  }),
  network: grammarPart({
    role: "model",
    takes: "anything",
    ranges: {
      epochs: ordinal([12, 20, 40]),
      rate: log(1e-3, 1e-2),
      dropout: float(0, 0.4),
      decay: log(1e-3, 0.3),
      bins: ordinal([4, 8, 16, 32]),
    },
    // With another evaluation beside it, on the other core: what a process needs to begin, steps, and rows in them.
    seconds: ({ rows, width }, { epochs }) =>
      0.5 + epochs * (0.002 * Math.max(10, rows / 256) + (rows * (2.2 + 0.045 * width)) / 40_000),
    make: network,
  }),
};
