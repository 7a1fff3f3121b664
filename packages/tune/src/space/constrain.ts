import { shown } from "@kaviar/base/error";
import { TuneError } from "../error.ts";
import type { Space, ValuesOf } from "./parameter.ts";

type Predicate = (values: unknown) => boolean;

const predicates = new WeakMap<Space, readonly Predicate[]>();

/**
 * The same space, only where the predicate holds: points that break it are never asked for.
 *
 * ```ts
 * constrain({ low: float(0, 1), high: float(0, 1) }, ({ low, high }) => low < high)
 * ```
 * For limits that only the objective can know (memory, latency) use `trial.constraint`.
 */
export const constrain = <S extends Space>(space: S, predicate: (values: ValuesOf<S>) => boolean): S => {
  if (typeof predicate !== "function")
    throw new TuneError("bad-predicate", `A constraint between parameters is a function: got ${shown(predicate)}.`);
  const constrained = { ...space };
  predicates.set(constrained, [...predicatesOf(space), evaluated(predicate as Predicate)]);
  return constrained;
};

const evaluated =
  (predicate: Predicate): Predicate =>
  (values) => {
    try {
      return predicate(values);
    } catch (cause) {
      throw new TuneError(
        "broken-predicate",
        `A constraint between parameters must say whether it holds for any point; for ${shown(values)} it threw ${String(cause)}.`,
        { cause },
      );
    }
  };

/** The constraints of one space, on another one that takes its place. */
export const keepPredicates = (of: Space, on: Space): Space => {
  const kept = predicatesOf(of);
  if (kept.length > 0) predicates.set(on, kept);
  return on;
};

export const predicatesOf = (space: Space): readonly Predicate[] => predicates.get(space) ?? [];
