import { TuneError } from "../../error.ts";
import { mergeDimensions } from "../../importance/regimes.ts";
import type { Dimension } from "../../space/dimension.ts";
import type { History } from "../../trial/history.ts";
import { violation } from "../../trial/loss.ts";
import type { Merit } from "../../trial/merit.ts";
import type { TrialRecord } from "../../trial/record.ts";

/** A complete trial with its value of one objective. */
export interface Scored extends Merit {
  readonly trial: TrialRecord;
  readonly value: number;
  /** Whether it keeps its constraints. */
  readonly feasible: boolean;
}

/** Complete trials whose value can be drawn: ±Infinity cannot. */
export const completeTrials = ({ trials, directions }: History, objective = 0): readonly Scored[] => {
  const direction = directions[objective];
  if (direction === undefined)
    throw new TuneError(
      "no-such-objective",
      `\`objective\` must be a place among the ${directions.length} objectives, from 0: got ${objective}.`,
    );
  return trials.flatMap((trial) => {
    const value = trial?.state === "complete" ? trial.values![objective]! : Number.NaN;
    if (!Number.isFinite(value)) return [];
    const loss = direction === "maximize" ? -value : value;
    const broken = violation(trial!);
    return [{ trial: trial!, value, loss, violation: broken, feasible: broken === 0 }];
  });
};

/** The parameters of a study's trials, each with the widest domain it had. */
export const parametersOf = ({ trials }: History): readonly Dimension[] =>
  mergeDimensions(trials.flatMap((trial) => (trial === undefined ? [] : [trial.dimensions])));

/** One of them by name. */
export const parameterNamed = (history: History, name: string): Dimension => {
  const all = parametersOf(history);
  const found = all.find((dimension) => dimension.name === name);
  if (found === undefined)
    throw new TuneError(
      "no-such-parameter",
      `The study has the parameters ${all.map((each) => each.name).join(", ") || "of no trial yet"}: got "${name}".`,
    );
  return found;
};
