import { minimizeInBox } from "@kaviar/base/numerics";
import { normal, type Random } from "@kaviar/base/random";
import type { Params } from "../../space/dimension.ts";
import type { Acquisition } from "./acquisition.ts";
import { type Axis, type Encoding, inactive } from "./encode.ts";

/** A point that is compared: a value for every axis, its row, and how promising it is. */
export interface Candidate {
  readonly full: Float64Array;
  readonly row: Float64Array;
  readonly value: number;
}

/** Where to look. */
export interface Search {
  readonly encoding: Encoding;
  readonly acquisition: Acquisition;
  /** Rows of the best trials so far, best first. */
  readonly elite: readonly Float64Array[];
  readonly random: Random;
  /** How many points are drawn, and how many of them climb. */
  readonly draws: number;
  readonly climbs: number;
  /** Rows that are being evaluated: what is closer to one of them than a thousandth says nothing new. */
  readonly running: readonly Float64Array[];
  /** Rows that are not to be asked again. */
  readonly asked: readonly Float64Array[];
  admits(params: Params): boolean;
}

/** The most promising point that is found, and may be asked: draws all over the space and near the best, then climbs. */
export const mostPromising = (search: Search): Candidate | undefined => {
  const { encoding, acquisition, elite, random, draws, climbs } = search;
  const rate = (full: Float64Array): Candidate => {
    const row = encoding.settle(full);
    return { full, row, value: acquisition(row) };
  };
  const drawn: Candidate[] = [];
  for (let i = 0; i < draws; i++) {
    const near = elite.length > 0 && i % 2 === 1;
    const full = drawAll(encoding, random);
    drawn.push(rate(near ? nudge(encoding, elite[Math.floor(random() ** 2 * elite.length)]!, full, random) : full));
  }
  drawn.sort((a, b) => b.value - a.value);
  const starts = spread(drawn, climbs);
  const climbed = starts.map((start) => climb(search, start, rate));
  const all = [...climbed.sort((a, b) => b.value - a.value), ...drawn];
  const admitted = ({ full }: Candidate) => search.admits(encoding.params(full));
  const fresh = ({ row }: Candidate) =>
    search.running.every((other) => row.some((each, i) => Math.abs(each - other[i]!) > 1e-3)) &&
    search.asked.every((other) => row.some((each, i) => each !== other[i]));
  return all.find((each) => fresh(each) && admitted(each)) ?? all.find(admitted);
};

const drawAxis = ({ categorical, values }: Axis, random: Random): number => {
  if (values === undefined) return random();
  const i = Math.floor(random() * values.length);
  return categorical ? i : values[i]!;
};

const drawAll = ({ axes }: Encoding, random: Random): Float64Array =>
  Float64Array.from(axes, (axis) => drawAxis(axis, random));

/** A row with a few of its values moved, by an amount between a thousandth and a third of the axis; `fresh` fills what is inactive. */
const nudge = ({ axes }: Encoding, row: Float64Array, fresh: Float64Array, random: Random): Float64Array => {
  const width = 10 ** (-3 + 2.5 * random());
  const share = Math.max(random(), 1 / axes.length);
  const moved = Math.floor(random() * axes.length);
  return row.map((each, i) => {
    if (each === inactive) return fresh[i]!;
    if (i !== moved && random() > share) return each;
    if (axes[i]!.categorical) return random() < 0.3 ? fresh[i]! : each;
    return Math.min(Math.max(each + width * normal(random), 0), 1);
  });
};

/** The best, but not several from one hill: each start keeps away from those before it. */
const spread = (sorted: readonly Candidate[], count: number): readonly Candidate[] => {
  const chosen: Candidate[] = [];
  const far = (a: Float64Array, b: Float64Array) => a.some((each, i) => Math.abs(each - b[i]!) > 0.05);
  for (const candidate of sorted) {
    if (chosen.length >= count) break;
    if (chosen.every(({ row }) => far(row, candidate.row))) chosen.push(candidate);
  }
  return chosen;
};

const better = (a: Candidate, b: Candidate): Candidate => (b.value > a.value ? b : a);

/** Along the gradient where there is one, value by value where there is none, until neither helps. */
const climb = (search: Search, start: Candidate, rate: (full: Float64Array) => Candidate): Candidate => {
  let best = slide(search, start, rate);
  if (search.encoding.axes.every(({ values }) => values === undefined)) return best;
  for (let round = 0; round < 3; round++) {
    const before = best.value;
    search.encoding.axes.forEach(({ values }, i) => {
      if (values === undefined || best.row[i] === inactive) return;
      const from = best;
      for (const value of values) {
        if (value === from.full[i]) continue;
        const full = from.full.slice();
        full[i] = value;
        best = better(best, rate(full));
      }
    });
    if (best.value <= before) break;
    best = better(best, slide(search, best, rate));
  }
  return best;
};

/** L-BFGS over the axes that are continuous (or nearly so), the others held. */
const slide = (search: Search, start: Candidate, rate: (full: Float64Array) => Candidate): Candidate => {
  const { acquisition } = search;
  const { axes } = search.encoding;
  const moving = axes.map((_, i) => i).filter((i) => axes[i]!.values === undefined && start.row[i] !== inactive);
  if (moving.length === 0) return start;
  const row = start.row.slice();
  const gradient = new Float64Array(axes.length);
  const slope = (x: Float64Array, into: Float64Array): number => {
    moving.forEach((i, k) => {
      row[i] = x[k]!;
    });
    const value = acquisition(row, gradient);
    moving.forEach((i, k) => {
      into[k] = -gradient[i]!;
    });
    return -value;
  };
  const from = Float64Array.from(moving, (i) => start.row[i]!);
  const { x } = minimizeInBox(
    slope,
    from,
    from.map(() => 0),
    from.map(() => 1),
    { steps: 25, tolerance: 1e-6 },
  );
  const full = start.full.slice();
  moving.forEach((i, k) => {
    full[i] = x[k]!;
  });
  return better(start, rate(full));
};
