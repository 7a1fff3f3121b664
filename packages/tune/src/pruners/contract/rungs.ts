import type { Curve } from "../../trial/curve.ts";

/** The steps (rungs) at which trials compete: resource, resource · η, resource · η² … */
export interface RungSpacing {
  /** The step of the first rung. */
  readonly resource: number;
  /** η: of this many at a rung, one goes on. */
  readonly factor: number;
}

export const stepOf = ({ resource, factor }: RungSpacing, rung: number): number => resource * factor ** rung;

/** The first report at a rung's step or beyond, in the order of arrival: there the trial was judged. */
export const arrival = (
  { values }: Curve,
  step: number,
): { readonly step: number; readonly value: number } | undefined => {
  for (const [at, value] of values) if (at >= step) return { step: at, value };
  return undefined;
};

/** The rungs at which the trial arrived with its report at this step, from below. */
export const arrivedWith = (curve: Curve, spacing: RungSpacing, step: number): readonly number[] => {
  const rungs: number[] = [];
  for (let rung = 0; stepOf(spacing, rung) <= step; rung++)
    if (arrival(curve, stepOf(spacing, rung))?.step === step) rungs.push(rung);
  return rungs;
};

/** The highest rung a trial arrived at; −1 below the first. */
export const highestRung = ({ values }: Curve, spacing: RungSpacing): number => {
  let rung = -1;
  for (const step of values.keys()) while (step >= stepOf(spacing, rung + 1)) rung++;
  return rung;
};

/** The values of all who arrived at a rung, the best first. */
export const valuesAt = (curves: readonly Curve[], spacing: RungSpacing, rung: number): Float64Array => {
  const values: number[] = [];
  for (const curve of curves) {
    const arrived = arrival(curve, stepOf(spacing, rung));
    if (arrived !== undefined) values.push(arrived.value);
  }
  return Float64Array.from(values).sort();
};
