import type { Json } from "../../trial/record.ts";
import type { Encoding } from "./encode.ts";
import { inactive } from "./encode.ts";
import type { Observation, Observations } from "./observe.ts";

/**
 * A box around the best point, as a trial's notes keep it: it grows with every point that is better than its centre, and
 * shrinks with every one that is not. What is too small is given up; a box elsewhere begins anew.
 */
export type Region = Readonly<{
  /** The length of its sides, as a share of each axis. */
  side: number;
  /** The trial in its middle. */
  centre: number;
  /** The trials in the middle of the boxes that were given up. */
  ended: readonly number[];
}>;

/** Half as many steps up as down keep the size when a third of the points are better (as in a (1+1) evolution strategy). */
const side = { first: 0.7, grow: 1.5, shrink: 0.75, least: 1e-4, most: 1 } as const;

/** What is nearer than this to a box that was given up belongs to it. */
const reach = 0.1;

/** The region for the next point, after the latest one that was chosen in a region. */
export const nextRegion = (
  seen: readonly Observation[],
  last: { readonly region: Region; readonly isBetter: boolean } | undefined,
): Region | undefined => {
  const before = last?.region;
  const grown =
    last === undefined ? side.first : Math.min(last.region.side * (last.isBetter ? side.grow : side.shrink), side.most);
  const isOver = grown < side.least;
  const ended = [...(before?.ended ?? []), ...(before !== undefined && isOver ? [before.centre] : [])];
  const centres = seen.filter(({ number }) => ended.includes(number));
  const open = seen.filter(
    (each) => isGood(each) && !centres.some(({ row }) => each.row.every((at, i) => Math.abs(at - row[i]!) <= reach)),
  );
  if (open.length === 0) return undefined;
  const centre = open.reduce((a, b) => (b.values![0]! < a.values![0]! ? b : a)).number;
  return { side: isOver ? side.first : grown, centre, ended };
};

const isGood = ({ values, constraint = 0 }: Observation): boolean => values !== undefined && constraint <= 0;

export const isRegion = (
  notes: Json | undefined,
): notes is { readonly region: Region } & Readonly<Record<string, Json>> =>
  typeof notes === "object" && notes !== null && "region" in notes;

/** The space and what was seen of it, with the region as the unit cube. Choices and short lists stay whole. */
export const zoom = (
  encoding: Encoding,
  { seen, running, leftOut }: Observations,
  { centre, side }: Region,
): { readonly encoding: Encoding; readonly observations: Observations } => {
  const middle = seen.find(({ number }) => number === centre)!.row;
  const moves = encoding.axes.map(({ values }, i) => values === undefined && middle[i] !== inactive);
  const low = middle.map((each, i) => (moves[i] ? Math.min(Math.max(each - side / 2, 0), 1 - side) : 0));
  const inward = (row: Float64Array): Float64Array =>
    row.map((each, i) => (moves[i] && each !== inactive ? (each - low[i]!) / side : each));
  const outward = (row: Float64Array): Float64Array =>
    row.map((each, i) => (moves[i] && each !== inactive ? Math.min(Math.max(low[i]! + each * side, 0), 1) : each));
  const far = ({ row }: Observation): number =>
    row.reduce(
      (most, each, i) => (moves[i] && each !== inactive ? Math.max(most, Math.abs(each - middle[i]!)) : most),
      0,
    );
  const near = [...seen].sort((a, b) => far(a) - far(b));
  // A plane, and how it bends along each axis, takes so many points at least.
  const least = 2 * moves.filter(Boolean).length + 1;
  const kept = near.filter((each, i) => i < least || far(each) <= 1.5 * side);
  return {
    encoding: {
      ...encoding,
      row: (params) => {
        const row = encoding.row(params);
        return row && inward(row);
      },
      params: (full) => encoding.params(outward(full)),
      settle: (full) => inward(encoding.settle(outward(full))),
    },
    observations: {
      seen: kept.map((each) => ({
        ...each,
        row: inward(each.row),
        ...(each.slope && { slope: each.slope.map((along, i) => (moves[i] ? along * side : along)) }),
      })),
      running: running.map(inward),
      leftOut: leftOut + seen.length - kept.length,
    },
  };
};
