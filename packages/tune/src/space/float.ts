import type { Card } from "@kaviar/base/card";
import { anything, flag, type OptionsOf, positive } from "@kaviar/base/check";
import { shown } from "@kaviar/base/error";
import { TuneError } from "../error.ts";
import { options } from "../options.ts";
import type { Domain, FloatDomain, Scale, Tag } from "./dimension.ts";
import type { Parameter } from "./parameter.ts";
import { type TagOptions, tag, tagOptions } from "./tag.ts";

const read = options("float", {
  /** How the values are spread: "linear", "log" or "oneMinusLog". */
  scale: anything<Scale>().optional(),
  /** Short for `scale: "log"`. */
  log: flag.optional(),
  /** Only low, low + step, low + 2·step … up to high. */
  step: positive.optional(),
  tag,
});

export type FloatOptions = OptionsOf<typeof read>;

const scales: ReadonlySet<unknown> = new Set<Scale>(["linear", "log", "oneMinusLog"]);

/** Checked bounds of a number. */
export const floatDomain = (low: number, high: number, given: FloatOptions = {}): FloatDomain => {
  const { scale, log, step } = read(given);
  checkBounds(low, high);
  const chosen = scale ?? (log ? "log" : "linear");
  if (!scales.has(chosen) || (log && chosen !== "log"))
    throw new TuneError(
      "bad-scale",
      `A scale is "linear", "log" or "oneMinusLog": got ${shown(scale)}${log ? " and `log`" : ""}.`,
    );
  if (chosen === "log" && low <= 0)
    throw new TuneError("bad-bounds", `On a log scale \`low\` must be above 0: got low = ${low}.`, {
      remedy: "Start at a small positive number, such as 1e-8.",
    });
  if (chosen === "oneMinusLog" && high >= 1)
    throw new TuneError("bad-bounds", `On a one-minus-log scale \`high\` must be below 1: got high = ${high}.`, {
      remedy: "End at a number such as 0.9999.",
    });
  return { kind: "float", low, high, scale: chosen, ...(step !== undefined && { step }) };
};

export const checkBounds = (low: number, high: number): void => {
  if (!Number.isFinite(low) || !Number.isFinite(high))
    throw new TuneError("bad-bounds", `Bounds must be finite numbers: got low = ${low}, high = ${high}.`);
  if (low > high)
    throw new TuneError("bad-bounds", `\`low\` must be ≤ \`high\`: got low = ${low}, high = ${high}.`, {
      remedy: "Swap them.",
    });
  if (!Number.isFinite(high - low))
    throw new TuneError("bad-bounds", `\`high\` − \`low\` must be finite: got low = ${low}, high = ${high}.`, {
      remedy: "Tune the number's logarithm.",
    });
};

/** A parameter for a domain. */
export const parameterOf = <V>(domain: Domain, tag?: Tag): Parameter<V> => ({
  parameter: { kind: "domain", domain, ...(tag && { tag }) },
});

/**
 * A number between two bounds, both included.
 *
 * ```ts
 * float(0, 0.8)                      float(0, 1, { step: 0.1 })
 * ```
 * For rates use `log`: half of a linear draw from [1e-5, 1] lies above 0.5.
 */
export const float = (low: number, high: number, options: FloatOptions = {}): Parameter<number> =>
  parameterOf(floatDomain(low, high, options), options.tag);

const readLog = tagOptions("log");

/**
 * A positive number on a log scale: 10^r with r even, so every decade gets the same share.
 *
 * ```ts
 * log(1e-5, 1)                       // a learning rate
 * ```
 */
export const log = (low: number, high: number, given: TagOptions = {}): Parameter<number> =>
  parameterOf(floatDomain(low, high, { scale: "log" }), readLog(given).tag);

log.about = {
  name: "Log scale",
  formula: "x = 10^r with r uniform in [log₁₀ low, log₁₀ high]",
  use: "rates, decays and sizes: whatever is as likely between 0.001 and 0.01 as between 0.01 and 0.1",
  pitfall: "it has no 0: start at a small positive number, or give 0 a branch of its own",
  reference: "Ng 2017, Improving Deep Neural Networks, week 3",
  seeAlso: ["float", "oneMinusLog"],
} satisfies Card;

const readOneMinusLog = tagOptions("oneMinusLog");

/**
 * A number just below 1: 1 − 10^(−r) with r even, so 0.9 … 0.99 gets the same share as 0.99 … 0.999.
 *
 * ```ts
 * oneMinusLog(0.9, 0.999)            // a momentum
 * ```
 */
export const oneMinusLog = (low: number, high: number, given: TagOptions = {}): Parameter<number> =>
  parameterOf(floatDomain(low, high, { scale: "oneMinusLog" }), readOneMinusLog(given).tag);

oneMinusLog.about = {
  name: "One-minus-log scale",
  formula: "x = 1 − 10^(−r) with r uniform in [−log₁₀(1 − low), −log₁₀(1 − high)]",
  use: "momenta and other decays of running averages, where 0.9 to 0.99 is as far as 0.99 to 0.999",
  pitfall: "it has no 1: end at a number such as 0.9999",
  reference: "Ng 2017, Improving Deep Neural Networks, week 3",
  seeAlso: ["float", "log"],
} satisfies Card;
