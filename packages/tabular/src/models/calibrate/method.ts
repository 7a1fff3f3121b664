import type { GraphBuilder } from "../../onnx/graph-builder.ts";

/** Probabilities of rows that were held out, beside what the rows are. */
export interface HeldOut {
  /** A row after the other. */
  readonly probabilities: Float64Array;
  readonly classes: number;
  readonly codes: Int32Array;
  readonly weights: Float64Array | undefined;
}

/** A way to calibrate: what it learns is plain data. */
export interface Method<State> {
  fit(held: HeldOut): State;
  apply(state: State, probabilities: Float64Array, classes: number): Float64Array;
  /** The same for a tensor [rows, classes]. */
  inGraph(state: State, probabilities: string, classes: number, graph: GraphBuilder): string;
}

/** A function of one probability: what a row says (`said`), and whether it is so (`is`, 0 or 1). */
export interface Curve<State> {
  fit(said: Float64Array, is: Float64Array, weights: Float64Array | undefined): State;
  apply(state: State, said: number): number;
  /** The same for a tensor [rows, 1]. */
  inGraph(state: State, said: string, graph: GraphBuilder): string;
}

/** Which classes have a curve: of two only the second one. */
const curved = (classes: number): readonly number[] =>
  classes === 2 ? [1] : Array.from({ length: classes }, (_, c) => c);

/** A curve for each class against the rest; what they say is made to sum to 1, and is alike where all say 0. */
export const oneAgainstRest = <State>(curve: Curve<State>): Method<readonly State[]> => ({
  fit: ({ probabilities, classes, codes, weights }) =>
    curved(classes).map((c) =>
      curve.fit(
        Float64Array.from(codes, (_, row) => probabilities[row * classes + c]!),
        Float64Array.from(codes, (code) => (code === c ? 1 : 0)),
        weights,
      ),
    ),
  apply: (states, probabilities, classes) => {
    const answers = new Float64Array(probabilities.length);
    for (let at = 0; at < answers.length; at += classes) {
      let sum = 0;
      for (const [i, c] of curved(classes).entries()) {
        answers[at + c] = curve.apply(states[i]!, probabilities[at + c]!);
        sum += answers[at + c]!;
      }
      if (classes === 2) answers[at] = 1 - answers[at + 1]!;
      else for (let c = 0; c < classes; c++) answers[at + c] = sum === 0 ? 1 / classes : answers[at + c]! / sum;
    }
    return answers;
  },
  inGraph: (states, probabilities, classes, graph) => {
    const each = curved(classes).map((c, i) => {
      const said = graph.node("Gather", [probabilities, graph.integers([c])], { attributes: { axis: 1 } });
      return curve.inGraph(states[i]!, said, graph);
    });
    const number = (value: number) => graph.doubles([value], []);
    if (classes === 2)
      return graph.node("Concat", [graph.node("Sub", [number(1), each[0]!]), each[0]!], { attributes: { axis: 1 } });
    const beside = graph.node("Concat", each, { attributes: { axis: 1 } });
    const sum = each.slice(1).reduce((a, b) => graph.node("Add", [a, b]), each[0]!);
    const isNone = graph.node("Equal", [sum, number(0)]);
    return graph.node("Where", [isNone, number(1 / classes), graph.node("Div", [beside, sum])]);
  },
});
