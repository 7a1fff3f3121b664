import { paretoTrials } from "../pareto/pareto-trials.ts";
import { isBetter } from "../trial/best.ts";
import type { TrialRecord } from "../trial/record.ts";
import type { Session } from "./session.ts";

/** The trials of a study that are its own by some rule, such as having been asked from its space. */
export const ownTrials = (
  session: Session,
  isOwn: (trial: TrialRecord) => boolean,
  bestOfAll: () => TrialRecord | undefined,
) => {
  const { directions } = session.study;
  const all = (): readonly TrialRecord[] =>
    session.history.trials.filter((record): record is TrialRecord => record !== undefined && isOwn(record));
  return {
    all,
    front: () => paretoTrials({ trials: all(), directions }),
    best: (): TrialRecord | undefined => {
      const best = bestOfAll();
      if (best === undefined || isOwn(best)) return best;
      return all().reduce<TrialRecord | undefined>(
        (so, each) => (isBetter(each, so, directions) ? each : so),
        undefined,
      );
    },
  };
};
