import type { Way } from "../evaluation/way.ts";
import type { Dimension, Domain, Params, Value } from "../space/dimension.ts";
import { holdSame, holds, sizeOf, standsFor, valueAt } from "../space/domain.ts";
import { isFinished, type TrialRecord } from "../trial/record.ts";

/**
 * Where a define-by-run trial stands after some answers. An objective that gives the same value for the same point asks for
 * the same parameter wherever it has got the same answers: the places form a tree, whose ends are the points.
 */
interface Place {
  readonly above: Place | undefined;
  /** What is asked for here; undefined while no trial has gone on from here. */
  question: { readonly name: string; readonly domain: Domain } | undefined;
  /** Different things were asked for here: what lies below cannot be known. */
  isShifting: boolean;
  hasEnded: boolean;
  /** Every point below was asked. */
  isClosed: boolean;
  closedBelow: number;
  /** How many running trials stand here or further on, or are expected to. */
  running: number;
  readonly next: Map<Value, Place>;
}

/** Domains up to this size are looked through for a free value. */
const listable = 10_000;

/**
 * The points of a define-by-run objective that is deterministic: those that trials came to, and those at which running ones
 * may end. Exact also where a range depends on another parameter, as no space says.
 */
export interface AskedTree {
  /** Takes in a trial as it is now. */
  see(trial: TrialRecord): void;
  /** Whether all that trials have asked for can be counted, so that the points may come to an end. */
  isFinite(): boolean;
  /** Whether every point was asked: false where nobody can know. */
  isWhole(): boolean;
  /** Whether a trial may come to a point that no other one has, or may have. */
  hasFree(): boolean;
  /** The same for one that goes where these params lead, as far as that is known. */
  admits(params: Params): boolean;
  /** Answers that lead to a free place, as far as the way is known; undefined where there is none. */
  drawFree(random: () => number): Params | undefined;
  /** The way of a running trial to which these params were proposed. */
  follow(number: number, proposed: Params): Way;
}

const place = (above: Place | undefined): Place => ({
  above,
  question: undefined,
  isShifting: false,
  hasEnded: false,
  isClosed: false,
  closedBelow: 0,
  running: 0,
  next: new Map(),
});

export const createAskedTree = (): AskedTree => {
  const root = place(undefined);
  /** Where running trials stand: those that ask here, and those of which only a proposal is known. */
  const standing = new Map<number, Place>();
  const ways = new Set<number>();
  let isEndless = false;

  const move = (number: number, to: Place | undefined): void => {
    for (let at = standing.get(number); at !== undefined; at = at.above) at.running--;
    if (to === undefined) standing.delete(number);
    else standing.set(number, to);
    for (let at = to; at !== undefined; at = at.above) at.running++;
  };

  const ask = (at: Place, name: string, domain: Domain): void => {
    const known = at.question;
    if (known === undefined) at.question = { name, domain };
    else if (known.name !== name || !holdSame(known.domain, domain)) at.isShifting = true;
    if (at.isShifting || sizeOf(domain) === Infinity) isEndless = true;
    settle(at);
  };

  /** Where params lead from the root, as far as trials have shown the way. */
  const reached = (params: Params): Place => {
    let at = root;
    for (;;) {
      const { question } = at;
      if (question === undefined || at.isShifting || !Object.hasOwn(params, question.name)) return at;
      const given = params[question.name]!;
      if (!holds(question.domain, given) || sizeOf(question.domain) === Infinity) return at;
      const value = standsFor(question.domain, given);
      const next = at.next.get(value);
      if (next === undefined) return step(at, value);
      at = next;
    }
  };

  const end = (dimensions: readonly Dimension[], params: Params): void => {
    let at = root;
    for (const { name, domain } of dimensions) {
      ask(at, name, domain);
      // What comes after a continuum, or after what nobody can foresee, is never met again but by chance.
      if (sizeOf(domain) === Infinity || at.isShifting) return;
      at = step(at, params[name]!);
    }
    at.hasEnded = true;
    settle(at);
  };

  return {
    see: (trial) => {
      const { number, state, params, dimensions } = trial;
      if (state === "running" && ways.has(number)) return;
      ways.delete(number);
      const isExpected = state === "running" && Object.keys(params).length > 0;
      move(number, isExpected ? reached(params) : undefined);
      if (isFinished(trial) && dimensions.length > 0) end(dimensions, params);
    },
    isFinite: () => root.question !== undefined && !isEndless,
    isWhole: () => root.isClosed,
    hasFree: () => root.question === undefined || isFree(root),
    admits: (params) => {
      const at = reached(params);
      return at === root && at.question === undefined ? true : isFree(at);
    },
    drawFree: (random) => {
      const params: Record<string, Value> = {};
      let at = root;
      for (;;) {
        const { question } = at;
        if (!isFree(at)) return undefined;
        if (question === undefined || at.isShifting || sizeOf(question.domain) > listable) return params;
        const free = freeValues(at);
        const value = free[Math.floor(random() * free.length)]!;
        params[question.name] = value;
        const next = at.next.get(value);
        if (next === undefined) return params;
        at = next;
      }
    },
    follow: (number, proposed) => {
      ways.add(number);
      let at: Place | undefined = root;
      let last = root;
      let name = "";
      let isAsProposed = true;
      // Expected where its proposal leads, until it goes another way: others keep away from there.
      const mark = () => move(number, isAsProposed ? reached(proposed) : last);
      mark();
      return {
        get question() {
          return at?.isShifting ? undefined : at?.question;
        },
        asks: (asked, domain) => {
          name = asked;
          if (at === undefined) return;
          ask(at, asked, domain);
          if (sizeOf(domain) === Infinity || at.isShifting) at = undefined;
          mark();
        },
        isFree: (value, orOpen = false) => {
          const next = at?.next.get(value);
          if (next === undefined) return true;
          if (orOpen) return !next.isClosed;
          // It is not in its own way.
          const own = standing.get(number);
          move(number, undefined);
          const free = isFree(next);
          move(number, own);
          return free;
        },
        takes: (value) => {
          isAsProposed &&= proposed[name] === value;
          if (at !== undefined) at = step(at, value);
          last = at ?? last;
          mark();
        },
      };
    },
  };
};

/** The place an answer leads to. */
const step = (at: Place, value: Value): Place => {
  const known = at.next.get(value);
  if (known !== undefined) return known;
  const fresh = place(at);
  at.next.set(value, fresh);
  return fresh;
};

/** Closes a place, or opens it again, with all above it that this decides. */
const settle = (at: Place): void => {
  const { question } = at;
  const isClosed = !at.isShifting && (question === undefined ? at.hasEnded : at.closedBelow >= sizeOf(question.domain));
  if (isClosed === at.isClosed) return;
  at.isClosed = isClosed;
  if (at.above === undefined) return;
  at.above.closedBelow += isClosed ? 1 : -1;
  settle(at.above);
};

/** Whether a point lies below that no trial has, and at which no running one may end. */
const isFree = (at: Place): boolean => {
  if (at.isClosed) return false;
  if (at.running === 0 || at.isShifting) return true;
  // Who stands here may end here.
  if (at.question === undefined) return false;
  if (at.next.size < sizeOf(at.question.domain)) return true;
  for (const next of at.next.values()) if (isFree(next)) return true;
  return false;
};

const freeValues = ({ question, next }: Place): readonly Value[] => {
  const { domain } = question!;
  const values = Array.from({ length: sizeOf(domain) }, (_, i) => valueAt(domain, i));
  return values.filter((value) => {
    const to = next.get(value);
    return to === undefined || isFree(to);
  });
};
