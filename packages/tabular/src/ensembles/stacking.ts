import { withCard } from "@kaviar/base/card";
import { flag, type OptionsOf, whole } from "@kaviar/base/check";
import { sharing } from "../contract/context.ts";
import { type Model, type ModelDefinition, modelOf } from "../contract/model.ts";
import type { Target } from "../contract/target.ts";
import { chainToOnnx, fitChain, predictChain } from "../fitting/chain.ts";
import { type ChainStates, statesOf, withStates } from "../fitting/chain-states.ts";
import { chainOf, type Member, member } from "../fitting/member.ts";
import { foldsOf, outputsOf } from "../fitting/out-of-fold.ts";
import { logisticRegression } from "../models/logistic-regression.ts";
import { ridge } from "../models/ridge.ts";
import { argument, options } from "../options.ts";
import { numbersColumn, originsOf } from "../table/column.ts";
import { type Table, tableOf } from "../table/table.ts";
import {
  commonTasks,
  fitMembers,
  isSlow,
  memberList,
  membersOutOfFold,
  membersToOnnx,
  notesOfMembers,
  predictMembers,
} from "./contract/members.ts";

const read = options("stacking", {
  /** Learns from what the members say. For classes a logistic regression, for numbers a ridge, unless said. */
  final: member.optional(),
  /** How many parts the rows are cut into, so that no member speaks of a row that it was fitted to. */
  folds: whole(2).default(5),
  /** Whether the last model sees the columns of the table too. */
  passthrough: flag.default(false),
});

export type StackingOptions = OptionsOf<typeof read>;

type Options = ReturnType<typeof read> & { readonly members: readonly Member[] };

interface Stacking {
  readonly members: readonly ChainStates[];
  readonly final: ChainStates;
  readonly task: Target["task"];
  /** What each member says of a row: so many numbers. */
  readonly width: number;
}

const definition: ModelDefinition<Options, Stacking> = {
  name: "stacking",
  tasks: ["classes", "numbers"],
  fit: async (training, { members, final, folds, passthrough }, context) => {
    const { target } = training;
    const splits = foldsOf("stacking", training, folds, context.seed);
    const held = await membersOutOfFold(members, training, splits, context);
    const part = 1 / (splits.length + 1);
    const width = outputsOf(target);
    const { steps, model } = chainOf(final ?? usualFinal(target.task));
    const seen = { ...training, table: beside(training.table, held, { width, passthrough }) };
    const last = await fitChain(steps, model, seen, sharing(context.within(members.length), 1 - part, 0));
    const all = await fitMembers(members, training, sharing(context.within(members.length + 1), 1 - part, part));
    return { members: all, final: statesOf(last), task: target.task, width };
  },
  predict: async (state, table, { members, final, passthrough }) => {
    const said = await predictMembers(members, state.members, table);
    const { steps, model } = chainOf(final ?? usualFinal(state.task));
    return predictChain(withStates({ steps, model }, state.final), beside(table, said, { ...state, passthrough }));
  },
  notes: (state, { members }) => notesOfMembers(members, state.members),
  onnx: (state, wires, graph, { members, final, passthrough }) => {
    const names = namesOf(
      wires.map(({ column }) => column),
      members.length * outputsFrom(state.width).length,
    );
    const said = membersToOnnx(members, state.members, wires, graph).flatMap((tensor) => {
      const all = graph.wires(
        tensor,
        Array.from({ length: state.width }, () => ""),
      );
      return outputsFrom(state.width).map((k) => all[k]!);
    });
    const made = said.map((wire, i) => ({ ...wire, column: names[i]! }));
    const { steps, model } = chainOf(final ?? usualFinal(state.task));
    const chain = withStates({ steps, model }, state.final);
    return chainToOnnx(chain, [...made, ...(passthrough ? wires : [])], graph);
  },
};

const usualFinal = (task: Target["task"]): Model => (task === "classes" ? logisticRegression() : ridge());

/** Of two classes the second one's probability says it all. */
const outputsFrom = (width: number): readonly number[] =>
  width === 2 ? [1] : Array.from({ length: width }, (_, k) => k);

/** Names that no column of the table has. */
const namesOf = (taken: readonly string[], count: number): readonly string[] => {
  let prefix = "said";
  while (taken.some((name) => name.startsWith(`${prefix}_`))) prefix = `_${prefix}`;
  return Array.from({ length: count }, (_, i) => `${prefix}_${i}`);
};

interface Shape {
  readonly width: number;
  readonly passthrough: boolean;
}

/** What members say, as a table, the columns that they looked at behind it where these are passed through. */
const beside = (table: Table, said: readonly Float64Array[], { width, passthrough }: Shape): Table => {
  const from = [...new Set(table.data.flatMap(originsOf))];
  const outputs = outputsFrom(width);
  const names = namesOf(table.columns, said.length * outputs.length);
  const made = said.flatMap((own, m) =>
    outputs.map((k, i) =>
      numbersColumn(
        names[m * outputs.length + i]!,
        Float64Array.from({ length: table.rows }, (_, row) => own[row * width + k]!),
        from,
      ),
    ),
  );
  return tableOf([...made, ...(passthrough ? table.data : [])], table.rows);
};

const checkMembers = argument("stacking", "members", memberList);

/**
 * Several models, and a last one that learns from what they say of rows that they were not fitted to.
 *
 * ```ts
 * stacking([boosting(), pipeline(scale(), kNearest())], { final: logisticRegression({ c: 0.1 }) });
 * ```
 * Folds are stratified and keep groups together; a class that is missing from a fold keeps its column. To predict, each
 * member is fitted to all rows.
 */
export const stacking = withCard(
  (members: readonly Member[], given?: StackingOptions): Model => {
    const options = { members: checkMembers(members), ...read(given) };
    const tasks = commonTasks("stacking", options.final ? [...members, options.final] : members);
    return modelOf({ ...definition, tasks, slow: isSlow(members) }, options);
  },
  {
    about: {
      name: "Stacking",
      formula: "ŷ = g(f₁(x), …, fₘ(x)), g fitted to what each f says of the folds it has not seen",
      use: "models of different kinds, of which each is right about other rows",
      pitfall: "folds + 1 fits of each member; with few rows the last model learns their noise",
      reference: "Wolpert 1992",
      seeAlso: ["voting", "greedyEnsemble", "predictions"],
    },
  },
);
