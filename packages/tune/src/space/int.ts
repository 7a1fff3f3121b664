import { TuneError } from "../error.ts";
import type { IntDomain, Tag } from "./dimension.ts";
import { checkBounds, parameterOf } from "./float.ts";
import type { Parameter } from "./parameter.ts";

export interface IntOptions {
  log?: boolean;
  step?: number;
  tag?: Tag;
}

export const intDomain = (low: number, high: number, { log = false, step = 1 }: IntOptions = {}): IntDomain => {
  checkBounds(low, high);
  for (const [name, bound] of [
    ["low", low],
    ["high", high],
  ] as const)
    if (!Number.isSafeInteger(bound))
      throw new TuneError("bad-bounds", `Bounds of an integer must be integers, got ${name} = ${bound}.`, {
        remedy: "Use `float` for numbers with a fraction.",
      });
  if (!Number.isSafeInteger(step) || step < 1)
    throw new TuneError("bad-step", `\`step\` of an integer must be an integer ≥ 1, got ${step}.`);
  if (log && low < 1)
    throw new TuneError("bad-bounds", `On a log scale \`low\` must be above 0, got low = ${low}.`, {
      remedy: "Start at 1.",
    });
  return { kind: "int", low, high, scale: log ? "log" : "linear", step };
};

/**
 * A whole number between two bounds, both included.
 *
 * ```ts
 * int(1, 8)                          int(8, 1024, { log: true })
 * ```
 */
export const int = (low: number, high: number, options: IntOptions = {}): Parameter<number> =>
  parameterOf(intDomain(low, high, options), options.tag);
