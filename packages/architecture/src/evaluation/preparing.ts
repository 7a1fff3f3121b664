import { fnv1a } from "@kaviar/base/hash";
import type { Inputs, LayerLike, Split } from "@kaviar/nn";
import type { Architecture } from "../contract/architecture.ts";
import type { Candidate } from "../contract/candidate.ts";
import type { Prepared } from "../contract/family.ts";
import { type HeldRows, heldRows, type Rows, takeRows } from "../data/rows.ts";
import { type Targets, takeTargets } from "../data/targets.ts";
import { type Fed, feedRows, nearRows } from "./fed.ts";
import { networkOf } from "./network-of.ts";
import type { Learned } from "./run-cycle.ts";

/** How raw rows become what a network takes, learned from the rows of a run. */
export interface Preparing {
  readonly encode: (rows: Rows) => Fed;
  /** What a file says of it; nothing where rows go in as they are. */
  readonly json: unknown;
  readonly prepared: Prepared;
}

const asTheyAre = (rows: HeldRows) => rows;

export const preparingOf = (
  { families }: Architecture,
  { kind, model }: Candidate,
  facts: unknown,
  rows: Rows,
): Preparing => {
  const made = families[kind]!.prepare?.(model as never, facts as never, heldRows(rows) as never);
  const encode = (made?.encode ?? asTheyAre) as (rows: HeldRows) => Inputs;
  return { encode: (given) => feedRows(given, encode), json: made?.json, prepared: made?.prepared ?? {} };
};

/** What a candidate learns from in one fold, and what it is asked. */
export interface Fold {
  readonly layer: LayerLike;
  readonly learned: Learned;
  /** Some of these rows, drawn at random. */
  readonly some: (count: number) => Learned;
  readonly rows: number;
  readonly held: Fed;
  /** What tells whether another takes the same in. */
  readonly encoding: string;
}

interface Ground {
  readonly rows: Rows;
  readonly targets: Targets;
  readonly facts: unknown;
}

/** Rows of a fold for one candidate after the other; the last is remembered, since cycles ask for the same again. */
export const createPreparing = ({ rows, targets, facts }: Ground, architecture: Architecture) => {
  const folds = new Map<number, { readonly training: Rows; readonly targets: Targets; readonly held: Rows }>();
  const rowsOf = (number: number, { training, validation }: Split) => {
    const known = folds.get(number);
    if (known) return known;
    const made = {
      training: nearRows(takeRows(rows, training)),
      targets: takeTargets(targets, training),
      held: nearRows(takeRows(rows, validation)),
    };
    folds.set(number, made);
    return made;
  };
  let last: { readonly key: string; readonly fold: Fold } | undefined;
  return (candidate: Candidate, number: number, split: Split): Fold => {
    const key = JSON.stringify([candidate, number]);
    if (last?.key === key) return last.fold;
    const { training, targets, held } = rowsOf(number, split);
    const { encode, json, prepared } = preparingOf(architecture, candidate, facts, training);
    const learned = { x: encode(training), targets };
    const fold: Fold = {
      layer: networkOf(architecture, candidate, facts, prepared),
      learned,
      some: (count) => {
        const first = Int32Array.from({ length: count }, (_, i) => i);
        return { x: encode(takeRows(training, first)), targets: takeTargets(targets, first) };
      },
      rows: split.training.length,
      held: encode(held),
      encoding: fnv1a(JSON.stringify(json ?? null)).toString(16),
    };
    last = { key, fold };
    return fold;
  };
};
