import { law, type RequiredLaw } from "@kaviar/base/check";
import type { FitContext } from "../../contract/context.ts";
import type { Task } from "../../contract/target.ts";
import type { Training } from "../../contract/training.ts";
import { TableError } from "../../error.ts";
import { chainToOnnx, fitChain, predictChain } from "../../fitting/chain.ts";
import { type ChainStates, statesOf, withStates } from "../../fitting/chain-states.ts";
import { type Chain, chainOf, type Member, member } from "../../fitting/member.ts";
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

/** Fits each member to all rows, with random numbers of its own. */
export const fitMembers = async (
  members: readonly Member[],
  training: Training,
  context: FitContext,
): Promise<readonly ChainStates[]> => {
  const states: ChainStates[] = [];
  for (const [i, { steps, model }] of members.map(chainOf).entries())
    states.push(statesOf(await fitChain(steps, model, training, context.within(i))));
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

/** What each member says, as a tensor each in one graph. */
export const membersToOnnx = (
  members: readonly Member[],
  states: readonly ChainStates[],
  wires: readonly Wire[],
  graph: GraphBuilder,
): readonly string[] => members.map((each, i) => chainToOnnx(fitted(chainOf(each), states[i]!), wires, graph));

const fitted = ({ steps, model }: Chain, states: ChainStates) => withStates({ steps, model }, states);
