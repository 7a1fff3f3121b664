import { shown } from "@kaviar/base/error";
import { TuneError } from "../error.ts";
import { type Aims, inOrder, wordsForValues } from "../trial/objectives.ts";

/** What is reported at a step, one number an objective, in their order. */
export const reportedValues = (value: unknown, step: number, aims: Aims): readonly number[] => {
  const given = inOrder(value, aims);
  const values = (Array.isArray(given) ? [...given] : [given]) as number[];
  if (values.length !== aims.directions.length || values.some((each) => typeof each !== "number"))
    throw new TuneError("bad-report", `A report needs ${wordsForValues(aims)}: got ${shown(value)}.`);
  if (!Number.isSafeInteger(step) || step < 0)
    throw new TuneError("bad-step", `The step of a report must be a whole number ≥ 0: got ${shown(step)}.`);
  return values;
};

/** A constraint as it is kept: one that is no number at all does not hold. */
export const constraintValue = (name: string, value: number): number => {
  if (typeof name !== "string" || name === "" || name === "__proto__")
    throw new TuneError("bad-name", `A constraint has a name that a record can have: got ${shown(name)}.`);
  if (typeof value !== "number")
    throw new TuneError(
      "bad-constraint",
      `A constraint must be a number (≤ 0 where it holds): got ${shown(value)} for "${name}".`,
    );
  return Number.isNaN(value) ? Infinity : value;
};

/** What is wrong with what an objective returned. */
export const wrongValues = (returned: unknown, aims: Aims): string | undefined => {
  const law = `An objective returns ${wordsForValues(aims)}`;
  if (!Array.isArray(returned) || returned.some((value) => typeof value !== "number"))
    return `${law}: got ${shown(returned)}.`;
  if (returned.length !== aims.directions.length)
    return `${law}: got ${shown(returned.length === 1 ? returned[0] : returned)}.`;
  if (returned.some(Number.isNaN)) return `${law}: got NaN.`;
  return undefined;
};
