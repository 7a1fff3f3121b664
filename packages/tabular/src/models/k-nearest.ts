import { type OptionsOf, oneOf, positive, whole } from "@kaviar/base/check";
import { plural } from "@kaviar/base/text";
import { type Matrix, matrixOf } from "../contract/matrix.ts";
import { createModel } from "../contract/model.ts";
import { takeTarget, targetNumbers } from "../contract/target.ts";
import type { Training } from "../contract/training.ts";
import { TableError } from "../error.ts";
import { options } from "../options.ts";
import { closenessInGraph, nearestInGraph, oneHotInGraph, sumInOrder } from "./k-nearest/graph.ts";
import { nearest } from "./k-nearest/nearest.ts";

const read = options("kNearest", {
  /** How many neighbours are asked. */
  k: whole(1).default(5),
  /** What a neighbour's vote counts: all alike (`uniform`), or 1 / distance; a neighbour at distance 0 then decides alone. */
  weights: oneOf("uniform", "distance").default("uniform"),
  /** The distance (Σ |x − y|^p)^(1/p): 2 is Euclid's, 1 goes along the axes. */
  p: positive.default(2),
});

export type KNearestOptions = OptionsOf<typeof read>;

interface State {
  /** The training rows. */
  readonly points: Matrix;
  /** The number of each one's class, or its number. */
  readonly targets: Float64Array;
  /** 0 for numbers. */
  readonly classes: number;
  /** What each one's vote counts. */
  readonly votes: Float64Array | undefined;
}

const fit = ({ table, target, weights }: Training, k: number): State => {
  // A row of no weight is nobody's neighbour.
  const kept = weights ? Int32Array.from(weights.keys()).filter((row) => weights[row]! > 0) : undefined;
  const points = matrixOf("kNearest", kept ? table.take(kept) : table);
  if (points.rows < k)
    throw new TableError("data", `kNearest asks k = ${k} rows: it was given ${plural(points.rows, "row")} to fit.`, {
      remedy: "Lower k, or give more rows.",
    });
  return {
    points,
    targets: Float64Array.from(targetNumbers("kNearest", kept ? takeTarget(target, kept) : target)),
    classes: target.task === "classes" ? target.classes.length : 0,
    votes: weights && kept ? Float64Array.from(kept, (row) => weights[row]!) : undefined,
  };
};

/** 1 / distance of each neighbour; where some are at 0, 1 for these and 0 for the others. */
const closeness = (sums: Float64Array, k: number, p: number): Float64Array => {
  const all = sums.map((sum) => 1 / (p === 2 ? Math.sqrt(sum) : p === 1 ? sum : sum ** (1 / p)));
  // The nearest comes first: it is at 0 where one is.
  for (let at = 0; at < all.length; at += k)
    if (sums[at] === 0) for (let i = at; i < at + k; i++) all[i] = sums[i] === 0 ? 1 : 0;
  return all;
};

/**
 * The mean of the nearest training rows: of their classes, or of their numbers.
 *
 * ```ts
 * pipeline(impute(), encode(), scale(), kNearest({ k: 15, weights: "distance" }));
 * ```
 * All rows are kept, and looked at for each prediction: exactly, whatever their number. Weights, which scikit-learn has
 * not, are what a neighbour's vote counts; k counts rows, whatever they weigh. Equally distant rows count from the first
 * on.
 */
export const kNearest = createModel(
  read,
  {
    name: "k nearest neighbours",
    formula: "ŷ = Σ wᵢ yᵢ / Σ wᵢ over the k nearest i",
    use: "smooth relations in few columns, and whatever has a good distance",
    pitfall: "distances mix units: scale first; columns that say nothing drown those that do",
    reference: "Fix & Hodges 1951; Cover & Hart 1967",
    seeAlso: ["scale", "gaussianProcess", "gaussianNaiveBayes"],
  },
  {
    tasks: ["classes", "numbers"],
    fit: (training, { k }): State => fit(training, k),
    predict: async ({ points, targets, classes, votes }, table, { k, weights, p }) => {
      const { indices, sums } = await nearest(points, matrixOf("kNearest", table), k, p);
      const close = weights === "distance" ? closeness(sums, k, p) : undefined;
      const width = classes || 1;
      const answers = new Float64Array(table.rows * width);
      for (let row = 0; row < table.rows; row++) {
        let total = 0;
        for (let i = row * k; i < (row + 1) * k; i++) {
          const point = indices[i]!;
          const weight = (close ? close[i]! : 1) * (votes ? votes[point]! : 1);
          total += weight;
          if (classes) answers[row * width + targets[point]!]! += weight;
          else answers[row]! += weight * targets[point]!;
        }
        for (let c = 0; c < width; c++) answers[row * width + c]! /= total;
      }
      return answers;
    },
    onnx: ({ points, targets, classes, votes }, wires, graph, { k, weights, p }) => {
      const found = nearestInGraph({ points, k, p }, wires, graph);
      const of = (values: Float64Array) => graph.node("Gather", [graph.doubles(values), found.indices]);
      let weight = weights === "distance" ? closenessInGraph(found.sums, p, graph) : undefined;
      if (votes) weight = weight ? graph.node("Mul", [weight, of(votes)]) : of(votes);
      const each = of(targets);
      const wide = classes ? oneHotInGraph(each, classes, graph) : graph.node("Unsqueeze", [each, graph.integers([2])]);
      if (!weight) return graph.node("Div", [sumInOrder(wide, k, graph), graph.doubles([k])]);
      const weighted = graph.node("Mul", [wide, graph.node("Unsqueeze", [weight, graph.integers([2])])]);
      const total = graph.node("Unsqueeze", [sumInOrder(weight, k, graph), graph.integers([1])]);
      return graph.node("Div", [sumInOrder(weighted, k, graph), total]);
    },
  },
);
