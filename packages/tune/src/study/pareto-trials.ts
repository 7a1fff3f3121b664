import { paretoFront } from "../pareto/pareto-front.ts";
import { type History, losses, violation } from "./history.ts";
import type { TrialRecord } from "./trial-record.ts";

/** The complete trials that keep their constraints and that no other such trial dominates, by number. */
export const paretoTrials = ({ trials, directions }: History): readonly TrialRecord[] => {
  const able = trials.filter((trial) => trial?.state === "complete" && violation(trial) === 0) as TrialRecord[];
  return paretoFront(able.map(({ values }) => losses(values!, directions))).map((i) => able[i]!);
};
