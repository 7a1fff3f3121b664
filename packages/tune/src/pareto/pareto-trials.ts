import { isFeasible } from "../trial/best.ts";
import type { History } from "../trial/history.ts";
import { losses } from "../trial/loss.ts";
import type { TrialRecord } from "../trial/record.ts";
import { paretoFront } from "./pareto-front.ts";

/** The complete trials that keep their constraints and that no other such trial dominates, by number. */
export const paretoTrials = ({
  trials,
  directions,
}: Pick<History, "trials" | "directions">): readonly TrialRecord[] => {
  const able = trials.filter((trial) => trial !== undefined && isFeasible(trial)) as TrialRecord[];
  return paretoFront(able.map(({ values }) => losses(values!, directions))).map((i) => able[i]!);
};
