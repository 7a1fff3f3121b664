import { withCard } from "@kaviar/base/card";
import { type OptionsOf, oneOf, whole } from "@kaviar/base/check";
import { type Model, type ModelDefinition, modelOf } from "../contract/model.ts";
import { chainToOnnx, fitChain, notesOfChain, predictChain } from "../fitting/chain.ts";
import { type ChainStates, statesOf, withStates } from "../fitting/chain-states.ts";
import { chainInParts } from "../fitting/in-parts.ts";
import { chainOf, type Member, member } from "../fitting/member.ts";
import { foldsOf, outOfFold } from "../fitting/out-of-fold.ts";
import { argument, options } from "../options.ts";
import { methods } from "./calibrate/methods.ts";
import { classTarget } from "./contract/class-target.ts";

const read = options("calibrate", {
  /** A curve for each class (`sigmoid`), a rising one of any shape (`isotonic`), or one number for all (`temperature`). */
  method: oneOf("sigmoid", "isotonic", "temperature").default("sigmoid"),
  /** Folds whose rows are predicted by a model that has not seen them. */
  folds: whole(2).default(5),
});

export type CalibrateOptions = OptionsOf<typeof read>;

/** What it was made of, as it is kept. */
interface Kept extends Required<CalibrateOptions> {
  readonly model: Member;
}

/** What it keeps of a fit. */
export interface Calibrated {
  readonly classes: number;
  readonly chain: ChainStates;
  /** What the method learned; nothing of one class alone. */
  readonly learned: unknown;
}

const definition: ModelDefinition<Kept, Calibrated> = {
  name: "calibrate",
  tasks: ["classes"],
  slow: true,
  fit: async (training, { model, method, folds }, context) => {
    const target = classTarget("calibrate", training.target);
    const chain = chainOf(model);
    const classes = target.classes.length;
    const splits = foldsOf("calibrate", training, folds, context.seed);
    const probabilities = await outOfFold(chain, training, splits, context.within(0));
    const held = { probabilities, classes, codes: target.codes, weights: training.weights };
    const whole = await fitChain(chain.steps, chain.model, training, context.within(1));
    return { classes, chain: statesOf(whole), learned: classes === 1 ? undefined : methods[method].fit(held) };
  },
  predict: async ({ classes, chain, learned }, table, { model, method }) => {
    const raw = await predictChain(withStates(chainOf(model), chain), table);
    return classes === 1 ? raw : methods[method].apply(learned, raw, classes);
  },
  // What was learned of rows held out stays.
  inParts: (learned, { model }) => {
    const inside = chainInParts(withStates(chainOf(model), learned.chain));
    return (
      inside && {
        stays: ["calibrate", ...(inside.stays ?? [])],
        fit: async (parts, context) => ({
          ...learned,
          chain: statesOf(await inside.fit(parts, context.within(1))),
        }),
      }
    );
  },
  notes: ({ chain }, { model }) => notesOfChain(withStates(chainOf(model), chain)),
  onnx: ({ classes, chain, learned }, wires, graph, { model, method }) => {
    const raw = chainToOnnx(withStates(chainOf(model), chain), wires, graph);
    return classes === 1 ? raw : methods[method].inGraph(learned, raw, classes, graph);
  },
};

const checkModel = argument("calibrate", "model", member);

/**
 * A model of classes whose probabilities mean what they say: of the rows that it gives 0.8, four of five are so.
 *
 * ```ts
 * pipeline(impute(), encode(), calibrate(randomForest(), { method: "isotonic" }));
 * await pipeline(calibrate(pipeline(scale(), linearSvm()))).fit(train, { target: "churned" });
 * ```
 * What it learns from are rows that the model at hand had not seen; the model itself is then fitted to all of them, as
 * scikit-learn's with `ensemble=False`. Platt's curve is one of the log-odds, the isotonic one of the probability itself.
 */
export const calibrate = withCard(
  (model: Member, given?: CalibrateOptions): Model => modelOf(definition, { ...read(given), model: checkModel(model) }),
  {
    about: {
      name: "Calibration",
      formula: "σ(a · log-odds + b), the nearest rising steps, or softmax(log p / T)",
      use: "probabilities that are to be read, summed or compared with costs: of margins, forests, naive Bayes",
      pitfall: "isotonic curves learn by heart below a thousand rows; what is well calibrated gets no better",
      reference: "Platt 1999; Zadrozny & Elkan 2002; Guo et al. 2017",
      seeAlso: ["tuneThreshold", "crossValidate"],
    },
  },
);
