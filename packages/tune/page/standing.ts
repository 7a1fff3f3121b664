import { colourNamed, h } from "@kaviar/page";
import { violation } from "../src/trial/loss.ts";
import type { TrialRecord, TrialState } from "../src/trial/record.ts";

/** Where a trial stands, as the page shows it: its state, but a complete one that breaks its constraints is infeasible. */
export type Standing = TrialState | "infeasible";

/** In the order in which they are told. */
export const standings: readonly Standing[] = ["complete", "infeasible", "pruned", "failed", "running", "waiting"];

export const standingOf = (trial: Pick<TrialRecord, "state" | "constraints">): Standing =>
  standingAs(trial.state, violation(trial) === 0);

export const standingAs = (state: TrialState, feasible: boolean): Standing =>
  state === "complete" && !feasible ? "infeasible" : state;

/** Each standing has its own colour in all charts and tables. */
export const standingColour = (standing: Standing): string => colourNamed(standing);

/** The word for it, in its colour. */
export const standingWord = (trial: Pick<TrialRecord, "state" | "constraints">): HTMLElement => {
  const standing = standingOf(trial);
  return h("span", { class: "state", style: `color:var(--${standing})` }, standing);
};
