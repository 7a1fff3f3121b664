import { withCard } from "@kaviar/base/card";
import { flag, type OptionsOf, whole } from "@kaviar/base/check";
import { type FitContext, sharing } from "../contract/context.ts";
import { type Step, type StepDefinition, stepOf } from "../contract/step.ts";
import type { Training } from "../contract/training.ts";
import { TableError } from "../error.ts";
import { chainToOnnx, fitChain, notesOfChain, predictChain } from "../fitting/chain.ts";
import { type ChainStates, statesOf, withStates } from "../fitting/chain-states.ts";
import { type Chain, chainOf, type Member, member } from "../fitting/member.ts";
import { foldsOf, outOfFold, outputsOf } from "../fitting/out-of-fold.ts";
import { argument, options } from "../options.ts";
import { numbersColumn, originsOf } from "../table/column.ts";
import { type Table, tableOf } from "../table/table.ts";

const read = options("predictions", {
  /** Whether the columns that the model looks at stay beside its predictions. */
  keep: flag.default(true),
  /** How many parts the training rows are cut into, so that no prediction was made by a model that knew the row. */
  folds: whole(2).default(5),
});

export type PredictionsOptions = OptionsOf<typeof read>;

interface Options {
  readonly model: Member;
  readonly keep: boolean;
  readonly folds: number;
}

interface Predictions {
  /** Of the chain that was fitted to all training rows. */
  readonly chain: ChainStates;
  /** The new columns, and which of the model's outputs each is. */
  readonly columns: readonly string[];
  readonly outputs: readonly number[];
  /** How many the model has. */
  readonly width: number;
}

const definition: StepDefinition<Options, Predictions> = {
  name: "predictions",
  fit: async (training, { model }, context) => learn(chainOf(model), training, context),
  fitTraining: async (training, { model, keep, folds }, context) => {
    const chain = chainOf(model);
    const own = targeted(chain, training);
    const splits = foldsOf("predictions", own, folds, context.seed);
    const held = await outOfFold(
      chain,
      own,
      splits,
      sharing(context.within(0), 0, splits.length / (splits.length + 1)),
    );
    const state = await learn(chain, training, context);
    return { state, training: { ...training, table: beside(training.table, state, held, keep) } };
  },
  apply: async (state, table, { model, keep }) =>
    beside(table, state, await predictChain(withStates(chainOf(model), state.chain), table), keep),
  notes: ({ chain }, { model }) => notesOfChain(withStates(chainOf(model), chain)),
  onnx: (state, wires, graph, { model, keep }) => {
    const { columns, outputs, width } = state;
    const made = graph.wires(
      chainToOnnx(withStates(chainOf(model), state.chain), wires, graph),
      Array.from({ length: width }, (_, k) => columns[outputs.indexOf(k)] ?? ""),
    );
    return [...(keep ? wires : []), ...outputs.map((k) => made[k]!)];
  },
};

const learn = async (chain: Chain, training: Training, context: FitContext): Promise<Predictions> => {
  const own = targeted(chain, training);
  const fitted = await fitChain(chain.steps, chain.model, own, context.within(1));
  const width = outputsOf(own.target);
  // Of two classes the second one's probability says it all.
  const outputs = width === 2 ? [1] : Array.from({ length: width }, (_, k) => k);
  const { target } = own;
  const { name } = chain.model;
  const taken = new Set(training.table.columns);
  const columns = outputs.map((k) => unique(target.task === "classes" ? `${name}_${target.classes[k]}` : name, taken));
  return { chain: statesOf(fitted), columns, outputs, width };
};

/** What is unusual is learned without a target, whatever the pipeline is for. */
const targeted = ({ model }: Chain, training: Training): Training => {
  const { tasks } = model.definition;
  const { task } = training.target;
  if (tasks.includes(task)) return training;
  if (tasks.includes("anomalies")) return { ...training, target: { task: "anomalies" } };
  throw new TableError(
    "target",
    `predictions(${model.name}()) needs a target of ${tasks.join(" or ")}: it is of ${task}.`,
  );
};

const unique = (wanted: string, taken: Set<string>): string => {
  let name = wanted;
  for (let i = 2; taken.has(name); i++) name = `${wanted}_${i}`;
  taken.add(name);
  return name;
};

const beside = (table: Table, { columns, outputs, width }: Predictions, said: Float64Array, keep: boolean): Table => {
  const from = [...new Set(table.data.flatMap(originsOf))];
  const made = columns.map((name, c) =>
    numbersColumn(
      name,
      Float64Array.from({ length: table.rows }, (_, row) => said[row * width + outputs[c]!]!),
      from,
    ),
  );
  return tableOf([...(keep ? table.data : []), ...made], table.rows);
};

const checkMember = argument("predictions", "model", member);

/**
 * What a model says of each row, as new columns: a column for numbers, the probability of the second of two classes, or
 * of each of several.
 *
 * ```ts
 * pipeline(encode(), predictions(kNearest()), boosting());
 * ```
 * While the pipeline is fitted, what is said of a row comes from a model that was fitted to other folds; rows to predict
 * for get it from one that was fitted to all. Folds are stratified and keep groups together.
 */
export const predictions = withCard(
  (model: Member, given?: PredictionsOptions): Step =>
    stepOf(definition, { model: checkMember(model), ...read(given) }),
  {
    about: {
      name: "Predictions as columns",
      formula: "ẑᵢ = f₋ₖ₍ᵢ₎(xᵢ), f₋ₖ fitted without the fold of i",
      use: "a second model that corrects a first one, or that sees what is unusual",
      pitfall: "as many more fits as there are folds; with few rows the folds' models are weaker than the last one",
      reference: "Wolpert 1992",
      seeAlso: ["stacking", "kNearest"],
    },
  },
);
