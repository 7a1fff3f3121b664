import type { GraphBuilder } from "../../onnx/graph-builder.ts";

/** The pairs of classes, in the order of their functions. */
const pairsOf = (classes: number): (readonly [number, number])[] =>
  Array.from({ length: classes }, (_, one) => one).flatMap((one) =>
    Array.from({ length: classes - one - 1 }, (_, k) => [one, one + 1 + k] as const),
  );

/**
 * A score of each class: how many of its pairs it wins, and within a third how clearly. Of equal numbers of votes the
 * clearer one wins, as with scikit-learn's `break_ties`.
 */
export const classScores = (decisions: Float64Array, classes: number): Float64Array => {
  const pairs = pairsOf(classes);
  const rows = decisions.length / pairs.length;
  const scores = new Float64Array(rows * classes);
  const sums = new Float64Array(classes);
  for (let row = 0; row < rows; row++) {
    sums.fill(0);
    for (const [p, [one, other]] of pairs.entries()) {
      const decision = decisions[row * pairs.length + p]!;
      scores[row * classes + (decision < 0 ? other : one)]! += 1;
      sums[one] = sums[one]! + decision;
      sums[other] = sums[other]! - decision;
    }
    for (let k = 0; k < classes; k++) scores[row * classes + k]! += sums[k]! / (3 * (Math.abs(sums[k]!) + 1));
  }
  return scores;
};

/** The same in a graph, of decisions [rows, pairs]. */
export const classScoresToOnnx = (decisions: string, classes: number, graph: GraphBuilder): string => {
  const pairs = pairsOf(classes);
  const difference = new Float64Array(pairs.length * classes);
  const wins = new Float64Array(classes);
  for (const [p, [one, other]] of pairs.entries()) {
    difference[p * classes + one] = 1;
    difference[p * classes + other] = -1;
    wins[one]! += 1;
  }
  const shape = [pairs.length, classes];
  const lost = graph.node("Cast", [graph.node("Less", [decisions, graph.doubles([0], [])])], {
    attributes: { to: doubleType },
  });
  const moved = graph.node("MatMul", [lost, graph.doubles(difference, shape)]);
  const votes = graph.node("Sub", [graph.doubles(wins, [1, classes]), moved]);
  const sums = graph.node("MatMul", [decisions, graph.doubles(difference, shape)]);
  const size = graph.node("Add", [graph.node("Abs", [sums]), graph.doubles([1], [])]);
  const third = graph.node("Div", [sums, graph.node("Mul", [size, graph.doubles([3], [])])]);
  return graph.node("Add", [votes, third]);
};

/** TensorProto.DataType.DOUBLE */
const doubleType = 11;
