import { checkpointAttribute } from "./attributes.ts";
import type { Changes } from "./changes.ts";
import type { Curve } from "./curve.ts";
import { violation } from "./loss.ts";
import { createRanking, type LiveRank, type Ranking, ranksOf } from "./ranking.ts";
import type { Direction } from "./record.ts";

/** The learning curves of all trials of a study, kept up to date. Less is better. */
export interface Curves {
  apply(changes: Changes): void;
  all(): readonly Curve[];
  of(number: number): Curve;
}

/** A curve while reports are still coming in; `final` ranks what its trial came to. */
type GrowingCurve = Omit<Curve, "state" | "attempt" | "resumable"> & {
  state: Curve["state"];
  attempt: number;
  resumable: boolean;
  final: LiveRank | undefined;
  readonly ranks: Map<number, LiveRank>;
};

/**
 * With one objective a curve holds the reported values, their sign flipped when more is better. With several, a value is
 * the trial's rank at that step: by how many of its peers it is dominated (Fonseca & Fleming 1993), so every rule for
 * one objective holds for several. NaN counts as the worst.
 *
 * A rank changes whenever another trial reports at the same step, which may be long afterwards. So ranks can be compared
 * within a step, and hardly between steps.
 */
export const createCurves = (directions: readonly Direction[]): Curves => {
  const byNumber: (GrowingCurve | undefined)[] = [];
  const all: GrowingCurve[] = [];
  const isSingle = directions.length === 1;
  const finals = createRanking();
  const steps = new Map<number, Ranking>();

  const curveOf = (number: number): GrowingCurve => {
    const known = byNumber[number];
    if (known !== undefined) return known;
    const ranks = new Map<number, LiveRank>();
    const fresh: GrowingCurve = {
      number,
      state: "running",
      attempt: 1,
      resumable: false,
      values: isSingle ? new Map() : ranksOf(ranks),
      ranks,
      final: undefined,
      get value() {
        return this.final?.rank;
      },
    };
    byNumber[number] = fresh;
    all.push(fresh);
    return fresh;
  };

  const signed = (values: readonly number[]): readonly number[] =>
    values.map((value, i) => (Number.isNaN(value) ? Infinity : directions[i] === "maximize" ? -value : value));

  const report = (number: number, step: number, losses: readonly number[]): void => {
    const { values, ranks } = curveOf(number);
    if (isSingle) {
      (values as Map<number, number>).set(step, losses[0]!);
      return;
    }
    const ranking = steps.get(step) ?? createRanking();
    steps.set(step, ranking);
    ranks.set(step, ranking.put(number, losses));
  };

  return {
    apply: ({ trials, reports }) => {
      for (const trial of trials) {
        const { number, state, attempt, attributes, values } = trial;
        const own = curveOf(number);
        own.state = state;
        own.attempt = attempt;
        own.resumable = attributes[checkpointAttribute] === true;
        const isWhole = state === "complete" && values !== undefined && violation(trial) === 0;
        if (!isWhole) own.final = undefined;
        else own.final = isSingle ? { rank: signed(values)[0]! } : finals.put(number, signed(values));
      }
      for (const { number, step, values } of reports) report(number, step, signed(values));
    },
    all: () => all,
    of: curveOf,
  };
};
