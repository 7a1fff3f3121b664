import type { Report } from "@kaviar/tune";
import type { CurveColumns } from "../columns/index.ts";
import type { Mirror } from "./mirror.ts";

/** Of one curve: more than a chart has pixels for says nothing more. */
const mostPoints = 300;

/** What these trials reported, by step. */
export const curvesOf = (mirror: Mirror, numbers: readonly number[]): CurveColumns => {
  const curves = numbers.flatMap((number) => {
    const reports = mirror.reports(number);
    return reports.length === 0 ? [] : [{ number, reports: reports.length, points: thinned(reports) }];
  });
  const points = curves.flatMap((curve) => curve.points);
  return {
    revision: mirror.revision,
    number: Float64Array.from(curves, ({ number }) => number),
    reports: Float64Array.from(curves, ({ reports }) => reports),
    points: Float64Array.from(curves, (curve) => curve.points.length),
    step: Float64Array.from(points, ({ step }) => step),
    values: mirror.record.directions.map((_, objective) =>
      Float64Array.from(points, ({ values }) => values[objective] ?? Number.NaN),
    ),
  };
};

/** Evenly, the first and the last among them. */
const thinned = (reports: readonly Report[]): readonly Report[] =>
  reports.length <= mostPoints
    ? reports
    : Array.from(
        { length: mostPoints },
        (_, at) => reports[Math.round((at * (reports.length - 1)) / (mostPoints - 1))]!,
      );
