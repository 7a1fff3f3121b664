import { flatten, formatNumber, oneLine } from "@kaviar/base/text";

const formatValue = (value: unknown): string =>
  typeof value === "number"
    ? formatNumber(value)
    : oneLine(typeof value === "string" ? value : String(JSON.stringify(value)));

/** Params as pairs for reading; a branch stands under its own name: `optimizer adam`, `optimizer.beta2 0.99`. */
export const paramPairs = (params: unknown): readonly (readonly [string, string])[] =>
  flatten(params)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [oneLine(name.replace(/(.)\.kind$/, "$1")), formatValue(value)]);

/** Params on one line. */
export const paramsLine = (params: unknown): string =>
  paramPairs(params)
    .map(([name, value]) => `${name} ${value}`)
    .join("  ");
