import { flag, type OptionsOf, whole } from "@kaviar/base/check";
import { TuneError } from "../error.ts";
import { options } from "../options.ts";
import type { IntDomain } from "./dimension.ts";
import { checkBounds, parameterOf } from "./float.ts";
import type { Parameter } from "./parameter.ts";
import { tag } from "./tag.ts";

const read = options("int", {
  /** Whether the values are spread evenly in log x. */
  log: flag.default(false),
  /** Only low, low + step, low + 2·step … up to high. */
  step: whole(1).default(1),
  tag,
});

export type IntOptions = OptionsOf<typeof read>;

export const intDomain = (low: number, high: number, given: IntOptions = {}): IntDomain => {
  const { log, step } = read(given);
  checkBounds(low, high);
  for (const [name, bound] of [
    ["low", low],
    ["high", high],
  ] as const)
    if (!Number.isSafeInteger(bound))
      throw new TuneError("bad-bounds", `Bounds of an integer must be integers: got ${name} = ${bound}.`, {
        remedy: "Use `float` for numbers with a fraction.",
      });
  if (log && low < 1)
    throw new TuneError("bad-bounds", `On a log scale \`low\` must be above 0: got low = ${low}.`, {
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
