import type { Condition, Dimension, Domain, Value } from "../space/dimension.ts";
import type { FlatSpace } from "../space/flat-space.ts";
import { isFinished, type TrialRecord } from "../trial/record.ts";

/** What define-by-run trials have shown of their space. */
export interface SpaceLearner {
  see(trial: TrialRecord): void;
  space(): FlatSpace;
  /** Whether this is the space it learned, and a domain in it differs between trials: then nobody can count its points. */
  isDynamic(space: FlatSpace): boolean;
}

interface Seen {
  domain: Domain;
  readonly order: number;
  readonly trials: Set<number>;
}

/**
 * The space of a define-by-run objective, from the trials that ran it: every name with its latest domain. A name that
 * only some trials asked for gets the condition that tells these from the others: a parent among certain choices, or a
 * number above or below a threshold. Where no parent explains it, it counts as always active: a value is proposed, and
 * used if it is asked for.
 */
export const createSpaceLearner = (): SpaceLearner => {
  const names = new Map<string, Seen>();
  const points = new Map<number, TrialRecord>();
  let space: FlatSpace = [];
  let text = "[]";
  let unread: TrialRecord[] = [];
  let dynamic = false;

  const read = (trial: TrialRecord): void => {
    points.set(trial.number, trial);
    for (const { name, domain } of trial.dimensions) {
      const seen = names.get(name);
      if (seen === undefined) names.set(name, { domain, order: names.size, trials: new Set([trial.number]) });
      else {
        dynamic ||= !isSame(seen.domain, domain);
        seen.domain = domain;
        seen.trials.add(trial.number);
      }
    }
  };

  return {
    isDynamic: (asked) => dynamic && asked === space,
    // Read when somebody asks: a declared space is not learned.
    see: (trial) => {
      if (trial.dimensions.length > 0 && isFinished(trial)) unread.push(trial);
    },
    // The same object as long as it says the same: samplers remember what they computed for it.
    space: () => {
      if (unread.length === 0) return space;
      for (const trial of unread) read(trial);
      unread = [];
      const next = derive(names, points);
      const said = JSON.stringify(next);
      if (said !== text) [space, text] = [next, said];
      return space;
    },
  };
};

const isSame = (a: Domain, b: Domain): boolean => {
  if (a.kind === "categorical" && b.kind === "categorical")
    return a.choices.length === b.choices.length && a.choices.every((each, i) => each === b.choices[i]);
  if (a.kind === "categorical" || b.kind === "categorical") return false;
  return a.low === b.low && a.high === b.high && a.step === b.step;
};

const derive = (names: ReadonlyMap<string, Seen>, points: ReadonlyMap<number, TrialRecord>): FlatSpace => {
  const always = [...names].filter(([, { trials }]) => trials.size === points.size);
  const sometimes = [...names]
    .filter(([, { trials }]) => trials.size < points.size)
    .sort(([, a], [, b]) => b.trials.size - a.trials.size || a.order - b.order);
  const dimensions: Dimension[] = always.map(([name, { domain }]) => ({ name, domain }));
  const placed = new Set(always.map(([name]) => name));
  for (const [name, seen] of sometimes) {
    const when = explain(seen, names, points, placed);
    dimensions.push({ name, domain: seen.domain, ...(when && { when }) });
    placed.add(name);
  }
  return dimensions;
};

/** The condition on one parent under which a name is asked for: the parent that is present least, so the nearest one. */
const explain = (
  child: Seen,
  names: ReadonlyMap<string, Seen>,
  points: ReadonlyMap<number, TrialRecord>,
  placed: ReadonlySet<string>,
): Condition | undefined => {
  const parents = [...placed]
    .map((name) => [name, names.get(name)!] as const)
    .filter(([, { trials }]) => [...child.trials].every((number) => trials.has(number)))
    .sort(([, a], [, b]) => a.trials.size - b.trials.size || b.order - a.order);
  for (const [name, parent] of parents) {
    const present = new Set<Value>();
    const absent = new Set<Value>();
    for (const number of parent.trials)
      (child.trials.has(number) ? present : absent).add(points.get(number)!.params[name]!);
    if (absent.size === 0) continue;
    const condition = separate(name, parent.domain, present, absent);
    if (condition !== undefined) return condition;
  }
  return undefined;
};

const separate = (
  name: string,
  domain: Domain,
  present: ReadonlySet<Value>,
  absent: ReadonlySet<Value>,
): Condition | undefined => {
  if (domain.kind === "categorical") {
    for (const value of present) if (absent.has(value)) return undefined;
    return { name, in: domain.choices.filter((choice) => present.has(choice)) };
  }
  const [low, high] = range(present);
  const [least, most] = range(absent);
  if (most < low) return { name, atLeast: low };
  if (high < least) return { name, atMost: high };
  return undefined;
};

const range = (values: ReadonlySet<Value>): readonly [number, number] => {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values as ReadonlySet<number>) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
};
