import { anything, listOf, optionsThrowing, text } from "@kaviar/base/check";
import type { Direction, Directions, Duration, OptimizeOptions, Pruner, Sampler, Size } from "@kaviar/tune";
import { UsageError } from "../command/usage-error.ts";

/**
 * What a module of an objective may say about its study: `export const options: TuneOptions = { trials: 200 }`. What
 * the command line says counts more.
 */
export interface TuneOptions {
  readonly name?: string;
  readonly storage?: string;
  /** Where machines share artifacts and checkpoints: `"s3://bucket/prefix"`, or a folder. */
  readonly artifacts?: string;
  /** By name, with options as `"tpe(startup=20)"`, or made by hand: `tpe({ startup: 20 })`. */
  readonly sampler?: string | Sampler;
  readonly pruner?: string | Pruner;
  readonly direction?: Direction;
  readonly directions?: Directions;
  readonly trials?: number;
  readonly workers?: number;
  readonly timeout?: Duration;
  readonly overtime?: Duration;
  readonly trialTimeout?: Duration;
  readonly trialMemory?: Size;
  readonly target?: number;
  readonly patience?: number;
  readonly regret?: number;
  readonly complete?: number;
  readonly failures?: number;
  readonly retry?: number;
  readonly fatal?: NonNullable<OptimizeOptions["fatal"]>;
  readonly seed?: number;
  /** Such as `[tensorBoard("runs")]`: functions, which no command line has. */
  readonly log?: OptimizeOptions["log"];
  readonly deterministic?: boolean;
  /** Other studies by name, or as `"sqlite:FILE#NAME"`. */
  readonly warmStart?: readonly string[];
}

const { optionsOf } = optionsThrowing((evidence, remedy) => new UsageError(evidence, remedy));

const any = anything<never>().optional();

/** The `options` of a module, without names nobody knows; their values are checked by the study. */
export const readTuneOptions = (given: unknown, file: string): TuneOptions =>
  optionsOf<TuneOptions>()(`\`options\` of ${file}`, {
    name: any,
    storage: any,
    artifacts: any,
    sampler: any,
    pruner: any,
    direction: any,
    directions: any,
    trials: any,
    workers: any,
    timeout: any,
    overtime: any,
    trialTimeout: any,
    trialMemory: any,
    target: any,
    patience: any,
    regret: any,
    complete: any,
    failures: any,
    retry: any,
    fatal: any,
    seed: any,
    log: any,
    deterministic: any,
    warmStart: listOf(text).optional(),
  })(given as TuneOptions);
