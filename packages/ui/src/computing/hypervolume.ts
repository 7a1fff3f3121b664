import { type Direction, hypervolume, losses } from "@kaviar/tune";

/** Complete trials that keep their constraints, by their numbers, and their values one after the other, all of them finite. */
export interface HypervolumeQuestion {
  readonly directions: readonly Direction[];
  readonly trials: Float64Array;
  readonly values: Float64Array;
}

/** How much of the space of the objectives the trials so far dominate. */
export interface HypervolumeFacts {
  /** What the volume is bounded by, in the objectives' own signs: the worst of each, a tenth of its range further. */
  readonly reference: readonly number[];
  /** By trial, where it grew; of more than two objectives at some trials only, evenly. */
  readonly points: readonly { readonly trial: number; readonly volume: number }[];
  /** The last trial that is told of, where a later front is too large to be measured. */
  readonly until?: number;
}

/** Of more than two objectives each volume takes long. */
const places = 24;

/** The largest front that is measured in some 50 ms, by the number of objectives. */
const mostOnFront = (objectives: number): number =>
  ({ 2: Infinity, 3: 1_000, 4: 400, 5: 150 })[objectives as 2 | 3 | 4 | 5] ?? 60;

export const hypervolumeOf = ({ directions, trials, values }: HypervolumeQuestion): HypervolumeFacts => {
  const able = Array.from(trials, (trial, at) => ({
    trial,
    loss: losses([...values.subarray(at * directions.length, (at + 1) * directions.length)], directions),
  }));
  const bound = directions.map((_, at) => {
    let [low, high] = [Infinity, -Infinity];
    for (const { loss } of able) [low, high] = [Math.min(low, loss[at]!), Math.max(high, loss[at]!)];
    return high + 0.1 * (high - low || 1);
  });
  const every = directions.length === 2 ? 1 : able.length / places;
  const points: { trial: number; volume: number }[] = [];
  let front: (readonly number[])[] = [];
  let [isNew, next] = [false, every];
  const facts = { reference: losses(bound, directions), points };
  for (const [at, { trial, loss }] of able.entries()) {
    if (!front.some((other) => other.every((x, i) => x <= loss[i]!))) {
      front = [...front.filter((other) => !loss.every((x, i) => x <= other[i]!)), loss];
      isNew = true;
    }
    if (at + 1 < next && at + 1 < able.length) continue;
    next += every;
    if (!isNew) continue;
    if (front.length > mostOnFront(directions.length)) return { ...facts, until: points.at(-1)?.trial ?? 0 };
    points.push({ trial, volume: hypervolume(front, bound) });
    isNew = false;
  }
  return facts;
};
