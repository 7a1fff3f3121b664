import type { History } from "../trial/history.ts";
import { losses, violation } from "../trial/loss.ts";
import type { TrialRecord } from "../trial/record.ts";
import { paretoFront } from "./pareto-front.ts";

/** The complete trials that keep their constraints and that no other such trial dominates, by number. */
export const paretoTrials = ({ trials, directions }: History): readonly TrialRecord[] => {
  const able = trials.filter((trial) => trial?.state === "complete" && violation(trial) === 0) as TrialRecord[];
  return paretoFront(able.map(({ values }) => losses(values!, directions))).map((i) => able[i]!);
};
