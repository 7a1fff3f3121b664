import { fnv1a } from "@kaviar/base/hash";
import type { Inputs, LayerLike, Split } from "@kaviar/nn";
import type { TableEncoding } from "@kaviar/tabular";
import { binsFor, learnColumns } from "../columns/column-encoding.ts";
import type { Architecture } from "../contract/architecture.ts";
import type { Candidate } from "../contract/candidate.ts";
import type { Prepared } from "../contract/family.ts";
import { mainOf, type PartedRows } from "../data/parted-rows.ts";
import { countRows, type HeldRows, heldRows, isParted, type Rows, takeRows, type WholeRows } from "../data/rows.ts";
import { type Targets, takeTargets } from "../data/targets.ts";
import { type Fed, feedRows, nearRows } from "./fed.ts";
import { isBag, joinParts } from "./join-parts.ts";
import { networkOf } from "./network-of.ts";
import type { Learned } from "./run-cycle.ts";

/** How raw rows become what a network takes, learned from the rows of a run. */
export interface Preparing {
  readonly encode: (rows: Rows) => Fed;
  /** What a file says of it; nothing where rows go in as they are. */
  readonly json: unknown;
  readonly prepared: Prepared;
}

/** What a file says of how rows of two parts were prepared. */
export interface PartsEncoding {
  readonly main: unknown;
  readonly columns: TableEncoding;
}

const asTheyAre = (rows: HeldRows) => rows;

/**
 * How raw rows become what a network takes, learned from these rows, as a search does it for a candidate.
 *
 * ```ts
 * const { encode } = preparingOf(architecture.text(), winner.candidate, facts, takeRows(x, training));
 * ```
 * Of rows that go in as they are nothing is learned.
 */
export const preparingOf = (
  { families, kind: rowsAre }: Architecture,
  { kind, model }: Pick<Candidate, "kind" | "model">,
  facts: unknown,
  rows: Rows,
): Preparing => {
  const family = families[kind]!;
  const partOf = (own: () => HeldRows) => {
    const made = family.prepare?.(model as never, facts as never, own() as never);
    const encode = (made?.encode ?? asTheyAre) as (rows: HeldRows) => Inputs;
    return { encode, json: made?.json, prepared: made?.prepared ?? {} };
  };
  if (!isParted(rows)) {
    const { encode, ...part } = partOf(() => heldRows(rows));
    return { ...part, encode: (given) => feedRows(given, encode) };
  }
  const main = partOf(() => mainOf(rows)[1]);
  const { json: columns } = learnColumns(rows.columns, binsFor(countRows(rows)));
  const { encode, prepared } = joinParts(rowsAre, main, columns, isBag(main.json));
  return {
    encode: (given) =>
      feedRows(given, (held) => {
        const both = held as PartedRows<WholeRows>;
        return encode(mainOf(both)[1], both.columns);
      }),
    json: { main: main.json ?? null, columns } satisfies PartsEncoding,
    prepared,
  };
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
