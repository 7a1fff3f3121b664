import type { Condition, Dimension, Domain, Value } from "../space/dimension.ts";
import { sizeOf } from "../space/domain.ts";
import { type FlatSpace, fingerprint } from "../space/flat-space.ts";
import { isFinished, type TrialRecord } from "../trial/record.ts";

/** What define-by-run trials have shown of their space. */
export interface SpaceLearner {
  see(trial: TrialRecord): void;
  space(): FlatSpace;
}

interface Seen {
  domain: Domain;
  readonly order: number;
  /** The trials that asked for it, in the order in which they were read, and what they were answered. */
  readonly answers: Map<number, Value>;
  readonly numbers: number[];
}

/** Where one name is asked for as seen from another one, as far as both have been read. */
interface Relation {
  childRead: number;
  parentRead: number;
  /** Whether every trial that asked for the child asked for the parent. */
  isAbove: boolean;
  /** What the parent was where the child was asked for, and where not. */
  readonly present: Range;
  readonly absent: Range;
}

/**
 * The space of a define-by-run objective, from the trials that ran it: every name with its latest domain. A name that
 * only some trials asked for gets the condition that tells these from the others: a parent among certain choices, or a
 * number above or below a threshold. Where no parent explains it, it counts as always active: a value is proposed, and
 * used if it is asked for.
 *
 * Each trial is read once, so that what is learned after each of them costs as much for the last as for the first.
 */
export const createSpaceLearner = (): SpaceLearner => {
  const trials = new Map<number, TrialRecord>();
  let learned = createNames();
  let space: FlatSpace = [];
  let text = "[]";
  let unread: TrialRecord[] = [];

  const read = (trial: TrialRecord): void => {
    const before = trials.get(trial.number);
    trials.set(trial.number, trial);
    if (before === undefined) {
      learned.read(trial);
      return;
    }
    // One that was promoted asks again for what it asked before; if for something else, what is known begins anew.
    if (fingerprint(before.params) === fingerprint(trial.params)) learned.refresh(trial);
    else {
      learned = createNames();
      for (const each of trials.values()) learned.read(each);
    }
  };

  return {
    // Read when somebody asks: a declared space is not learned.
    see: (trial) => {
      if (trial.dimensions.length > 0 && isFinished(trial)) unread.push(trial);
    },
    // The same object as long as it says the same: samplers remember what they computed for it.
    space: () => {
      if (unread.length === 0) return space;
      for (const trial of unread) read(trial);
      unread = [];
      const next = learned.derive();
      const said = JSON.stringify(next);
      if (said !== text) [space, text] = [next, said];
      return space;
    },
  };
};

const createNames = () => {
  const names = new Map<string, Seen>();
  const relations = new Map<Seen, Map<Seen, Relation>>();
  let count = 0;

  const relationOf = (child: Seen, parent: Seen): Relation => {
    const ofChild = relations.get(child) ?? new Map<Seen, Relation>();
    relations.set(child, ofChild);
    const relation = ofChild.get(parent) ?? {
      ...{ childRead: 0, parentRead: 0, isAbove: true },
      ...{ present: createRange(), absent: createRange() },
    };
    ofChild.set(parent, relation);
    for (; relation.isAbove && relation.childRead < child.numbers.length; relation.childRead++)
      relation.isAbove = parent.answers.has(child.numbers[relation.childRead]!);
    if (!relation.isAbove) return relation;
    for (; relation.parentRead < parent.numbers.length; relation.parentRead++) {
      const number = parent.numbers[relation.parentRead]!;
      const range = child.answers.has(number) ? relation.present : relation.absent;
      range.add(parent.answers.get(number)!, parent.domain);
    }
    return relation;
  };

  /** The condition on one parent under which a name is asked for: the parent that is present least, so the nearest one. */
  const explain = (child: Seen, placed: ReadonlySet<string>): Condition | undefined => {
    const parents = [...placed]
      .map((name) => ({ name, parent: names.get(name)!, relation: relationOf(child, names.get(name)!) }))
      .filter(({ relation }) => relation.isAbove)
      .sort(({ parent: a }, { parent: b }) => a.numbers.length - b.numbers.length || b.order - a.order);
    for (const { name, parent, relation } of parents) {
      if (relation.absent.values.size === 0) continue;
      const condition = separate(name, parent.domain, relation);
      if (condition !== undefined) return condition;
    }
    return undefined;
  };

  return {
    read: ({ number, dimensions, params }: TrialRecord): void => {
      count++;
      for (const { name, domain } of dimensions) {
        const seen: Seen = names.get(name) ?? { domain, order: names.size, answers: new Map(), numbers: [] };
        names.set(name, seen);
        seen.domain = domain;
        seen.answers.set(number, params[name]!);
        seen.numbers.push(number);
      }
    },
    refresh: ({ dimensions }: TrialRecord): void => {
      for (const { name, domain } of dimensions) names.get(name)!.domain = domain;
    },
    derive: (): FlatSpace => {
      const always = [...names].filter(([, { numbers }]) => numbers.length === count);
      const sometimes = [...names]
        .filter(([, { numbers }]) => numbers.length < count)
        .sort(([, a], [, b]) => b.numbers.length - a.numbers.length || a.order - b.order);
      const dimensions: Dimension[] = always.map(([name, { domain }]) => ({ name, domain }));
      const placed = new Set(always.map(([name]) => name));
      for (const [name, seen] of sometimes) {
        const when = explain(seen, placed);
        dimensions.push({ name, domain: seen.domain, ...(when && { when }) });
        placed.add(name);
      }
      return dimensions;
    },
  };
};

const separate = (name: string, domain: Domain, { present, absent }: Relation): Condition | undefined => {
  if (domain.kind === "categorical") {
    for (const value of present.values) if (absent.values.has(value)) return undefined;
    return { name, in: domain.choices.filter((choice) => present.values.has(choice)) };
  }
  if (absent.high < present.low) return { name, atLeast: present.low };
  if (present.high < absent.low) return { name, atMost: present.high };
  return undefined;
};

interface Range {
  low: number;
  high: number;
  /** All where they can be counted; of a continuum the first one, which says that there is one. */
  readonly values: Set<Value>;
  add(value: Value, domain: Domain): void;
}

const createRange = (): Range => {
  const range: Range = {
    low: Infinity,
    high: -Infinity,
    values: new Set(),
    add: (value, domain) => {
      if (range.values.size === 0 || sizeOf(domain) < Infinity) range.values.add(value);
      if (typeof value !== "number") return;
      range.low = Math.min(range.low, value);
      range.high = Math.max(range.high, value);
    },
  };
  return range;
};
