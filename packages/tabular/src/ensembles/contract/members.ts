import { law, type RequiredLaw } from "@kaviar/base/check";
import type { Split } from "@kaviar/nn";
import { type FitContext, sharing } from "../../contract/context.ts";
import { optionsJson } from "../../contract/options-json.ts";
import type { Task } from "../../contract/target.ts";
import type { Training } from "../../contract/training.ts";
import { TableError } from "../../error.ts";
import { chainToOnnx, fitChain, notesOfChain, predictChain } from "../../fitting/chain.ts";
import { type ChainStates, statesOf, withStates } from "../../fitting/chain-states.ts";
import { type Chain, chainOf, type Member, member } from "../../fitting/member.ts";
import { outOfFold } from "../../fitting/out-of-fold.ts";
import type { GraphBuilder, Wire } from "../../onnx/graph-builder.ts";
import type { Table } from "../../table/table.ts";

/** The law of the models that an ensemble is made of. */
export const memberList: RequiredLaw<readonly Member[]> = law(
  "a list of models, or of pipelines that end in one",
  (value) => Array.isArray(value) && value.length > 0 && value.every(member.holds),
  "Give [ridge(), pipeline(scale(), kNearest())], say.",
);

const tasks: readonly Task[] = ["classes", "numbers", "anomalies"];

/** What all members can do. */
export const commonTasks = (owner: string, members: readonly Member[]): readonly Task[] => {
  const chains = members.map(chainOf);
  const common = tasks.filter((task) => chains.every(({ model }) => model.definition.tasks.includes(task)));
  if (common.length > 0) return common;
  const each = chains.map(({ model }) => `${model.name} ${model.definition.tasks.join(" and ")}`);
  throw new TableError("options", `The members of ${owner} have a task in common: ${each.join(", ")}.`);
};

/** An ensemble takes long where one of its members does. */
export const isSlow = (members: readonly Member[]): boolean =>
  members.some((each) => chainOf(each).model.definition.slow === true);

/** What each member says of rows that it was not fitted to: of all that an ensemble does so many parts out of one more. */
export const membersOutOfFold = async (
  members: readonly Member[],
  training: Training,
  splits: readonly Split[],
  context: FitContext,
): Promise<readonly Float64Array[]> => {
  const share = splits.length / (splits.length + 1) / members.length;
  const said: Float64Array[] = [];
  for (const [i, each] of members.entries())
    said.push(await outOfFold(chainOf(each), training, splits, sharing(context.within(i), i * share, share)));
  return said;
};

/** Fits each member to all rows, with random numbers of its own. */
export const fitMembers = async (
  members: readonly Member[],
  training: Training,
  context: FitContext,
): Promise<readonly ChainStates[]> => {
  const states: ChainStates[] = [];
  const share = 1 / members.length;
  for (const [i, { steps, model }] of members.map(chainOf).entries())
    states.push(statesOf(await fitChain(steps, model, training, sharing(context.within(i), i * share, share))));
  return states;
};

/** Fits each member as it would be fitted alone; of several that are the same, the later ones with other random numbers. */
export const fitAsAlone = async (
  members: readonly Member[],
  training: Training,
  context: FitContext,
): Promise<readonly ChainStates[]> => {
  const states: ChainStates[] = [];
  const known = new Set<string>();
  const share = 1 / members.length;
  for (const [i, { steps, model }] of members.map(chainOf).entries()) {
    const text = optionsJson([...steps, model]);
    const own = known.has(text) ? context.within(i) : context;
    known.add(text);
    states.push(statesOf(await fitChain(steps, model, training, sharing(own, i * share, share))));
  }
  return states;
};

export const predictMembers = async (
  members: readonly Member[],
  states: readonly ChainStates[],
  table: Table,
): Promise<readonly Float64Array[]> => {
  const said: Float64Array[] = [];
  for (const [i, each] of members.entries()) said.push(await predictChain(fitted(chainOf(each), states[i]!), table));
  return said;
};

/** What members have to say of their fit; of several that say the same the first. */
export const notesOfMembers = (members: readonly Member[], states: readonly ChainStates[]): readonly string[] => [
  ...new Set(members.flatMap((each, i) => notesOfChain(fitted(chainOf(each), states[i]!)))),
];

/** What each member says, as a tensor each in one graph. */
export const membersToOnnx = (
  members: readonly Member[],
  states: readonly ChainStates[],
  wires: readonly Wire[],
  graph: GraphBuilder,
): readonly string[] => members.map((each, i) => chainToOnnx(fitted(chainOf(each), states[i]!), wires, graph));

const fitted = ({ steps, model }: Chain, states: ChainStates) => withStates({ steps, model }, states);
