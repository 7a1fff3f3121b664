import type { Dimension, Value } from "../../space/dimension.ts";
import { fromUnit, sizeOf, toUnit } from "../../space/domain.ts";
import type { History } from "../../trial/history.ts";
import { type Axis, axisOf, valueAxis } from "./axis.ts";
import { completeTrials, parameterNamed } from "./complete-trials.ts";
import { type PlotOptions, plotOptions } from "./plot-options.ts";

export interface Contour {
  readonly x: Axis;
  readonly y: Axis;
  readonly value: Axis;
  readonly points: readonly {
    readonly trial: number;
    readonly x: Value;
    readonly y: Value;
    readonly value: number;
    readonly feasible: boolean;
  }[];
  /**
   * The values between the points that keep their constraints: `values[row][column]` at `ys[row]`, `xs[column]`; undefined
   * far from any such point.
   */
  readonly grid: {
    readonly xs: readonly Value[];
    readonly ys: readonly Value[];
    readonly values: readonly (readonly (number | undefined)[])[];
  };
}

const most = 32;

const read = plotOptions("plots.contour");

/**
 * Two parameters and the objective between them, smoothed over all others: the kernel-weighted mean of the trials nearby,
 * on the parameters' scales. (Nadaraya 1964, Watson 1964; bandwidth σ n^(−1/6) after Scott 1992, with σ = 1/√12 of an even
 * spread)
 *
 * ```ts
 * plots.contour(study.history, ["rate", "units"]).grid.values;
 * ```
 */
export const contour = (history: History, [x, y]: readonly [string, string], given: PlotOptions = {}): Contour => {
  const { objective } = read(given);
  const [across, up] = [parameterNamed(history, x), parameterNamed(history, y)];
  const points = completeTrials(history, objective).flatMap(({ trial, value, feasible }) => {
    const at = { x: trial.params[x], y: trial.params[y] };
    return at.x === undefined || at.y === undefined ? [] : [{ trial: trial.number, x: at.x, y: at.y, value, feasible }];
  });
  const able = points.filter(({ feasible }) => feasible);
  const [xs, ys] = [placesOf(across), placesOf(up)];
  const width = Math.max(able.length, 1) ** (-1 / 6) / Math.sqrt(12);
  const near = (dimension: Dimension, places: readonly Value[], of: (point: Contour["points"][number]) => Value) => {
    const closeTo = kernel(dimension, able.map(of), width);
    return places.map(closeTo);
  };
  const [nearX, nearY] = [near(across, xs, (point) => point.x), near(up, ys, (point) => point.y)];
  const found = Float64Array.from(able, ({ value }) => value);
  const values = nearY.map((row) =>
    nearX.map((column) => {
      let weight = 0;
      let sum = 0;
      for (let i = 0; i < able.length; i++) {
        const w = row[i]! * column[i]!;
        weight += w;
        sum += w * found[i]!;
      }
      return weight < 0.05 ? undefined : sum / weight;
    }),
  );
  return {
    x: axisOf(across),
    y: axisOf(up),
    value: valueAxis(history, objective),
    points,
    grid: { xs, ys, values },
  };
};

/** Evenly on the scale, the middles of as many cells. */
const placesOf = ({ domain }: Dimension): readonly Value[] => {
  const count = Math.min(sizeOf(domain), most);
  return [...new Set(Array.from({ length: count }, (_, i) => fromUnit(domain, (i + 0.5) / count)))];
};

/** How near each of some values is to a place, from 0 to 1. A category is near itself only. */
const kernel = ({ domain }: Dimension, values: readonly Value[], width: number): ((place: Value) => Float64Array) => {
  if (domain.kind === "categorical" && !domain.ordered)
    return (place) => Float64Array.from(values, (value) => (value === place ? 1 : 0));
  const units = Float64Array.from(values, (value) => toUnit(domain, value));
  return (place) => {
    const unit = toUnit(domain, place);
    return units.map((other) => Math.exp(-0.5 * ((unit - other) / width) ** 2));
  };
};
