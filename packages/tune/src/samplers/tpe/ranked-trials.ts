import { crowdingDistance } from "../../pareto/crowding-distance.ts";
import { nonDominatedSort } from "../../pareto/non-dominated-sort.ts";
import type { FlatSpace } from "../../space/flat-space.ts";
import type { History } from "../../trial/history.ts";
import { losses, violation } from "../../trial/loss.ts";
import type { Direction, TrialRecord } from "../../trial/record.ts";
import { type Axis, axesOf } from "./axis.ts";

/** Trials as rows of places, and the rows from best to worst. */
export interface RankedTrials {
  readonly axes: readonly Axis[];
  /** The places of row i begin at i · axes.length. */
  readonly places: Float64Array;
  /** Rows from best to worst: complete, pruned, then what broke its constraints, then what failed. */
  readonly order: readonly number[];
  /** How many of them, from the best, have a value worth coming near to. */
  readonly usable: number;
  /** Takes in the trials from the `count`-th on. */
  extend(trials: readonly TrialRecord[]): void;
  readonly count: number;
}

/** What trials are sorted by: compared entry by entry, less is better. */
type SortKey = readonly [kind: number, first: number, second: number];

const complete = 0;
const pruned = 1;
const infeasible = 2;
const failed = 3;

/**
 * With one objective complete trials stand in the order of their losses; with several, in that of their fronts, and on a
 * front the lonelier first (Deb et al. 2002). A pruned trial is better the further it came.
 */
export const createRankedTrials = (space: FlatSpace, history: History): RankedTrials => {
  const axes = axesOf(space);
  const { directions } = history;
  const keys: SortKey[] = [];
  const values: (readonly number[])[] = [];
  let places = new Float64Array(64 * axes.length);
  let order: number[] = [];
  let usable = 0;

  const before = (a: number, b: number): boolean => {
    const [x, y] = [keys[a]!, keys[b]!];
    for (let i = 0; i < 3; i++) if (x[i] !== y[i]) return x[i]! < y[i]!;
    return a < b;
  };
  const insert = (row: number): void => {
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (before(order[middle]!, row)) low = middle + 1;
      else high = middle;
    }
    order.splice(low, 0, row);
  };
  const add = (trial: TrialRecord): void => {
    const row = keys.length;
    if ((row + 1) * axes.length > places.length) {
      const larger = new Float64Array(2 * places.length);
      larger.set(places);
      places = larger;
    }
    axes.forEach(({ name, placeOf }, j) => {
      places[row * axes.length + j] = placeOf(trial.params[name]);
    });
    const key = sortKeyOf(trial, history, directions);
    keys.push(key);
    values.push(key[0] === complete ? losses(trial.values!, directions) : []);
    if (key[0] <= pruned) usable++;
    insert(row);
  };

  return {
    axes,
    get places() {
      return places;
    },
    get order() {
      return order;
    },
    get usable() {
      return usable;
    },
    get count() {
      return keys.length;
    },
    extend: (trials) => {
      if (trials.length === keys.length) return;
      for (let i = keys.length; i < trials.length; i++) add(trials[i]!);
      if (directions.length === 1) return;
      const whole = order.filter((row) => keys[row]![0] === complete).sort((a, b) => a - b);
      order = [...byFronts(whole, values), ...order.filter((row) => keys[row]![0] !== complete)];
    },
  };
};

const sortKeyOf = (trial: TrialRecord, history: History, directions: readonly Direction[]): SortKey => {
  const { state, values } = trial;
  const broken = violation(trial);
  const isWhole = values !== undefined && values.length === directions.length;
  const signed = isWhole ? losses(values, directions) : [];
  const hopeless = signed.some((loss) => Number.isNaN(loss) || loss === Infinity);
  const loss = directions.length === 1 && isWhole && !hopeless ? signed[0]! : 0;
  if (state === "pruned") {
    const step = Math.max(-1, ...history.reports(trial.number).keys());
    return broken > 0 ? [infeasible, broken, 1] : isWhole && !hopeless ? [pruned, -step, loss] : [failed, 0, 0];
  }
  if (state === "failed" || !isWhole || hopeless) return [failed, 1, 0];
  return broken > 0 ? [infeasible, broken, loss] : [complete, loss, 0];
};

const byFronts = (rows: readonly number[], values: readonly (readonly number[])[]): number[] => {
  const fronts: number[][] = [];
  const ranks = nonDominatedSort(rows.map((row) => values[row]!));
  rows.forEach((row, i) => {
    fronts[ranks[i]!] ??= [];
    fronts[ranks[i]!]!.push(row);
  });
  return fronts.flatMap((front) => {
    const distances = crowdingDistance(front.map((row) => values[row]!));
    return front
      .map((row, i) => ({ row, distance: distances[i]! }))
      .sort((a, b) => (a.distance === b.distance ? a.row - b.row : b.distance - a.distance))
      .map(({ row }) => row);
  });
};
