import { withCard } from "@kaviar/base/card";
import { type OptionsOf, whole } from "@kaviar/base/check";
import { balancedAccuracy, bestThreshold, type Metric } from "@kaviar/nn";
import { metric } from "../contract/metric.ts";
import { type Model, type ModelDefinition, modelOf } from "../contract/model.ts";
import { TableError } from "../error.ts";
import { chainToOnnx, fitChain, notesOfChain, predictChain } from "../fitting/chain.ts";
import { type ChainStates, statesOf, withStates } from "../fitting/chain-states.ts";
import { chainInParts } from "../fitting/in-parts.ts";
import { chainOf, type Member, member } from "../fitting/member.ts";
import { foldsOf, outOfFold } from "../fitting/out-of-fold.ts";
import { argument, options } from "../options.ts";
import { classTarget } from "./contract/class-target.ts";

const read = options("tuneThreshold", {
  /** What is to be best: a metric of classes that can be told from counts, such as f1. */
  metric: metric.default(balancedAccuracy),
  /** Folds whose rows are predicted by a model that has not seen them. */
  folds: whole(2).default(5),
});

export type TuneThresholdOptions = OptionsOf<typeof read>;

/** What it was made of, as it is kept. */
interface Kept extends Required<TuneThresholdOptions> {
  readonly model: Member;
}

/** What it keeps of a fit. */
export interface Thresholded {
  readonly chain: ChainStates;
  /** Rows above it are of the second class. */
  readonly threshold: number;
}

/** Straight from 0 to the threshold and on to 1, so that the threshold comes to lie at a half. */
const moved = (p: number, threshold: number): number =>
  p <= threshold ? (0.5 * p) / threshold : 1 - (0.5 * (1 - p)) / (1 - threshold);

/** Probabilities of two classes, row after row, with the threshold at a half. */
export const movedTo = (threshold: number, said: Float64Array): Float64Array => {
  const answers = new Float64Array(said.length);
  for (let at = 0; at < said.length; at += 2) {
    answers[at + 1] = moved(said[at + 1]!, threshold);
    answers[at] = 1 - answers[at + 1]!;
  }
  return answers;
};

/** Where the metric is best by rows that were held out: never at 0 or 1, where there is nothing on one side of it. */
export const thresholdFor = (
  said: Float64Array,
  codes: Int32Array,
  metric: Metric,
  weights: Float64Array | undefined,
): number => {
  const scores = Float64Array.from(codes, (_, row) => said[2 * row + 1]!);
  const { threshold } = bestThreshold(scores, codes, metric, weights);
  return Math.min(Math.max(threshold, 2 ** -53), 1 - 2 ** -53);
};

const definition: ModelDefinition<Kept, Thresholded> = {
  name: "tuneThreshold",
  tasks: ["classes"],
  slow: true,
  fit: async (training, { model, metric, folds }, context) => {
    const { classes, codes } = classTarget("tuneThreshold", training.target);
    if (classes.length !== 2)
      throw new TableError("target", `tuneThreshold decides between two classes: got ${classes.length}.`, {
        remedy:
          'Make it one class against the rest in the target, or weight classes: fit(table, { target, classWeights: "balanced" }).',
      });
    const chain = chainOf(model);
    const splits = foldsOf("tuneThreshold", training, folds, context.seed);
    const said = await outOfFold(chain, training, splits, context.within(0));
    const threshold = thresholdFor(said, codes, metric, training.weights);
    const whole = await fitChain(chain.steps, chain.model, training, context.within(1));
    return { chain: statesOf(whole), threshold };
  },
  predict: async ({ chain, threshold }, table, { model }) =>
    movedTo(threshold, await predictChain(withStates(chainOf(model), chain), table)),
  // What was learned of rows held out stays.
  inParts: (learned, { model }) => {
    const inside = chainInParts(withStates(chainOf(model), learned.chain));
    return (
      inside && {
        stays: ["tuneThreshold", ...(inside.stays ?? [])],
        fit: async (parts, context) => ({
          ...learned,
          chain: statesOf(await inside.fit(parts, context.within(1))),
        }),
      }
    );
  },
  notes: ({ chain }, { model }) => notesOfChain(withStates(chainOf(model), chain)),
  onnx: ({ chain, threshold }, wires, graph, { model }) => {
    const number = (value: number) => graph.doubles([value], []);
    const said = chainToOnnx(withStates(chainOf(model), chain), wires, graph);
    const p = graph.node("Gather", [said, graph.integers([1])], { attributes: { axis: 1 } });
    const half = (x: string, of: number) => graph.node("Div", [graph.node("Mul", [number(0.5), x]), number(of)]);
    const above = graph.node("Sub", [number(1), half(graph.node("Sub", [number(1), p]), 1 - threshold)]);
    const isBelow = graph.node("LessOrEqual", [p, number(threshold)]);
    const second = graph.node("Where", [isBelow, half(p, threshold), above]);
    return graph.node("Concat", [graph.node("Sub", [number(1), second]), second], { attributes: { axis: 1 } });
  },
};

const checkModel = argument("tuneThreshold", "model", member);

/**
 * A model of two classes that decides where a metric is best, instead of at a half.
 *
 * ```ts
 * pipeline(impute(), encode(), tuneThreshold(boosting(), { metric: f1 }));
 * ```
 * The threshold is chosen on rows that the model at hand had not seen; the model itself is then fitted to all of them.
 * Its probabilities are moved so that the threshold lies at 0.5: their order stays, but they are shares of rows no more.
 */
export const tuneThreshold = withCard(
  (model: Member, given?: TuneThresholdOptions): Model =>
    modelOf(definition, { ...read(given), model: checkModel(model) }),
  {
    about: {
      name: "Tuned threshold",
      formula: "class 1 where p > argmax over t of metric(p > t)",
      use: "two classes of unequal number or cost, where labels count",
      pitfall: "ranks rows no better: rocAuc and prAuc stay as they are, and probabilities lose their meaning",
      reference: "Fawcett 2006",
      seeAlso: ["calibrate", "crossValidate"],
    },
  },
);
