import { flatten, formatNumber, oneLine } from "@kaviar/base/text";
import { compileSpace, namedParams, type Space, type TrialRecord } from "@kaviar/tune";

const formatValue = (value: unknown): string =>
  typeof value === "number"
    ? formatNumber(value)
    : oneLine(typeof value === "string" ? value : String(JSON.stringify(value)));

/** What a trial ran with, as it is stored. */
type Ran = Pick<TrialRecord, "space" | "params">;

/** Params as pairs for reading, by the one name that each has: `optimizer adam`, `optimizer.adam.beta2 0.99`. */
export const paramPairs = (ran: Ran): readonly (readonly [string, string])[] =>
  Object.entries(namedParams(ran))
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [oneLine(name), formatValue(value)]);

/** Params on one line. */
export const paramsLine = (ran: Ran): string => wordsOf(paramPairs(ran));

/** What somebody wrote, such as attributes, as pairs for reading: nested names with dots. */
export const writtenPairs = (written: object): readonly (readonly [string, string])[] =>
  flatten(written).map(([name, value]) => [oneLine(name), formatValue(value)]);

/** A point as somebody wrote it, on one line: by its names where the space is known, and without constants. */
export const pointLine = (point: object, space: Space | undefined): string => {
  if (space === undefined) return wordsOf(writtenPairs(point));
  const params = compileSpace(space).encode(point);
  const isGiven = (name: string) => Object.hasOwn(params, name) || Object.hasOwn(params, `${name}.0`);
  return wordsOf(paramPairs({ space, params }).filter(([name]) => isGiven(name)));
};

const wordsOf = (pairs: readonly (readonly [string, string])[]): string =>
  pairs.map(([name, value]) => `${name} ${value}`).join("  ");
