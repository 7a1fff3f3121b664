import type { Question } from "../contract/sampler.ts";
import { type Axis, type Encoding, inactive } from "./encode.ts";
import type { Observation, Observations } from "./observe.ts";

/**
 * How far a step goes, as a share of its axis: it stays inside the box that comes after it. By chance, as what is sought may
 * lie at a round number.
 */
const lengths = { least: 0.1, most: 0.2 } as const;

/**
 * A point to begin a search near the best with: first the middle of the space, then, from the best so far, a step along one
 * axis after the other, as in the first simplex of COBYLA (Powell 1994). As many points as that tell the slope along each
 * axis, and who sets up a space puts what is sensible in its middle. Undefined once each axis had its turn.
 */
export const firstStep = (
  { draw }: Question,
  encoding: Encoding,
  { seen, running }: Observations,
): Float64Array | undefined => {
  const { axes } = encoding;
  const turn = seen.length + running.length - 1;
  if (turn >= axes.length) return undefined;
  const from = bestOf(seen) ?? new Float64Array(axes.length).fill(inactive);
  const full = from.map((each, i) =>
    each === inactive ? middleOf(axes[i]!) : axes[i]!.categorical ? each : Math.min(Math.max(each, 0), 1),
  );
  if (turn < 0) return full;
  // An axis that takes no part there leaves its turn to the next that does.
  const order = axes.map((_, k) => (turn + k) % axes.length);
  const i = order.find((k) => from[k] !== inactive) ?? turn;
  const random = draw("first-step");
  const step = (random() < 0.5 ? -1 : 1) * (lengths.least + random() * (lengths.most - lengths.least));
  full[i] = stepped(axes[i]!, full[i]!, step);
  return full;
};

const middleOf = ({ categorical, values }: Axis): number => (categorical ? 0 : (values?.[values.length >> 1] ?? 0.5));

const bestOf = (seen: readonly Observation[]): Float64Array | undefined => {
  const good = seen.filter(({ values, constraint = 0 }) => values !== undefined && constraint <= 0);
  return good.length === 0 ? undefined : good.reduce((a, b) => (b.values![0]! < a.values![0]! ? b : a)).row;
};

/** The next choice; of numbers, one so far away, on the side that has room where only one has. */
const stepped = ({ categorical, values }: Axis, at: number, step: number): number => {
  if (categorical) return (at + 1) % values!.length;
  if (values === undefined) return at + step >= 0 && at + step <= 1 ? at + step : at - step;
  const index = values.reduce((best, each, i) => (Math.abs(each - at) < Math.abs(values[best]! - at) ? i : best), 0);
  const by = Math.sign(step) * Math.max(1, Math.round(Math.abs(step) * values.length));
  return values[index + by] ?? values[index - by] ?? at;
};
