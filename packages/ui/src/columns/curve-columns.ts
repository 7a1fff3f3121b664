import { pack, unpack } from "./packed.ts";

/** What trials reported on their way, column by column: the points of one trial after those of another. */
export interface CurveColumns {
  /** The study's revision that they show. */
  readonly revision: number;
  readonly number: Float64Array;
  /** How many reports each of these has, and how many of them are among the points: a long curve comes thinned. */
  readonly reports: Float64Array;
  readonly points: Float64Array;
  /** A row a point. */
  readonly step: Float64Array;
  /** One column an objective. */
  readonly values: readonly Float64Array[];
}

interface CurvesHeader {
  readonly revision: number;
  readonly trials: number;
  readonly points: number;
  readonly objectives: number;
}

/** Curves as bytes; `decodeCurves` reads them. */
export const encodeCurves = ({ revision, number, reports, points, step, values }: CurveColumns) => {
  const header: CurvesHeader = {
    revision,
    trials: number.length,
    points: step.length,
    objectives: values.length,
  };
  return pack(header, [number, reports, points, step, ...values]);
};

/** The curves that `encodeCurves` wrote. They share the memory of the bytes. */
export const decodeCurves = (bytes: Uint8Array<ArrayBuffer>): CurveColumns => {
  const { header, next } = unpack<CurvesHeader>(bytes);
  const { revision, trials, points, objectives } = header;
  return {
    revision,
    number: next(trials),
    reports: next(trials),
    points: next(trials),
    step: next(points),
    values: Array.from({ length: objectives }, () => next(points)),
  };
};
