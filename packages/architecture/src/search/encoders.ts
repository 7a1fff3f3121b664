import type { Candidate } from "../contract/candidate.ts";
import { takeRows } from "../data/rows.ts";
import { type Preparing, preparingOf } from "../evaluation/preparing.ts";
import type { Ground } from "./ground.ts";

/** How rows were encoded for candidates. */
export interface Encoders {
  /** As the network of a fold had it: learned from the rows that it learned from. */
  readonly of: (candidate: Candidate, fold?: number) => Preparing;
  /** Whether two take the same in: they can be put together. */
  readonly areSame: (a: Candidate, b: Candidate) => boolean;
}

export const createEncoders = ({ architecture, facts, searched, splits }: Ground): Encoders => {
  const of = (candidate: Candidate, fold = 0): Preparing =>
    preparingOf(architecture, candidate, facts, takeRows(searched.rows, splits[fold]!.training));
  const written = new Map<Candidate, string>();
  const writtenOf = (candidate: Candidate): string => {
    const known = written.get(candidate) ?? JSON.stringify(of(candidate).json ?? null);
    written.set(candidate, known);
    return known;
  };
  return { of, areSame: (a, b) => writtenOf(a) === writtenOf(b) };
};
