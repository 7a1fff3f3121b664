import { shown } from "@kaviar/base/error";
import { isStep } from "../../contract/chain.ts";
import type { FitContext } from "../../contract/context.ts";
import type { Step } from "../../contract/step.ts";
import type { Training } from "../../contract/training.ts";
import { TableError } from "../../error.ts";
import { type FittedStep, fitSteps, notesOfSteps } from "../../fitting/chain.ts";
import type { Table } from "../../table/table.ts";

/** Refuses what is no step among those that a step is made of. */
export const checkSteps = (owner: string, given: readonly unknown[]): readonly Step[] => {
  const odd = given.findIndex((each) => !isStep(each));
  if (odd < 0) return given as readonly Step[];
  throw new TableError("pipeline", `${owner} is made of steps: got ${shown(given[odd])}.`, {
    remedy: "Call it: scale(), not scale; a model is for the end of the pipeline.",
  });
};

/** What steps learned from training rows, and the table that they make of those. */
export const fitInside = async (
  owner: string,
  steps: readonly Step[],
  training: Training,
  context: FitContext,
): Promise<{ readonly states: readonly unknown[]; readonly table: Table }> => {
  const { fitted, training: made } = await fitSteps(steps, training, context);
  if (made.table.rows === training.table.rows && made.target === training.target)
    return { states: fitted.map(({ state }) => state), table: made.table };
  throw new TableError(
    "pipeline",
    `Steps in ${owner} keep the rows as they are: ${namesOf(steps)} adds or leaves out some.`,
    {
      remedy: `Put it into the pipeline beside ${owner}, not into it.`,
    },
  );
};

const namesOf = (steps: readonly Step[]): string => steps.map(({ name }) => name).join(", ");

/** What they have to say of their fit. */
export const notesInside = (steps: readonly Step[], states: readonly unknown[]): readonly string[] =>
  notesOfSteps(withStates(steps, states));

export const withStates = (steps: readonly Step[], states: readonly unknown[]): readonly FittedStep[] =>
  steps.map((step, i) => ({ step, state: states[i] }));
