import { didYouMean } from "@kaviar/base/check";
import type { Direction, Duration, Pruner, Sampler, Size } from "@kaviar/tune";
import { UsageError } from "../command/usage-error.ts";

/**
 * What a module of an objective may say about its study: `export const options: TuneOptions = { trials: 200 }`. What
 * the command line says counts more.
 */
export interface TuneOptions {
  readonly name?: string;
  readonly storage?: string;
  /** By name, or made by hand: `gp()`. */
  readonly sampler?: string | Sampler;
  readonly pruner?: string | Pruner;
  readonly direction?: Direction;
  readonly directions?: readonly Direction[];
  readonly trials?: number;
  readonly workers?: number;
  readonly timeout?: Duration;
  readonly trialTimeout?: Duration;
  readonly trialMemory?: Size;
  readonly target?: number;
  readonly seed?: number;
  readonly deterministic?: boolean;
}

const names: { readonly [K in keyof Required<TuneOptions>]: K } = {
  name: "name",
  storage: "storage",
  sampler: "sampler",
  pruner: "pruner",
  direction: "direction",
  directions: "directions",
  trials: "trials",
  workers: "workers",
  timeout: "timeout",
  trialTimeout: "trialTimeout",
  trialMemory: "trialMemory",
  target: "target",
  seed: "seed",
  deterministic: "deterministic",
};

/** A module's `options`, checked for names nobody knows; their values are checked by the study. */
export const checkOptions = (given: unknown, file: string): TuneOptions => {
  if (given === undefined) return {};
  if (typeof given !== "object" || given === null)
    throw new UsageError(`\`options\` of ${file} must be a record, got ${String(given)}.`);
  const odd = Object.keys(given).find((name) => !Object.hasOwn(names, name));
  if (odd !== undefined)
    throw new UsageError(
      `\`options\` of ${file} has a name nobody knows: ${odd}.`,
      didYouMean(odd, Object.keys(names), `There are ${Object.keys(names).join(", ")}.`),
    );
  return given as TuneOptions;
};
