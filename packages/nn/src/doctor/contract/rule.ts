import type { Card } from "@kaviar/base/card";
import type { Chart } from "../chart/chart.ts";
import type { RemedyName } from "../remedies/remedies.ts";

/** What a rule has seen: whether it is a problem is not the rule's to say, but for what is beyond doubt. */
export interface Symptom {
  readonly layer?: string;
  readonly evidence: string;
  /** The step at which it was so first, where the rule knows: otherwise that at which the rule said it first. */
  readonly since?: number;
  /** Beyond doubt: a problem however the run is doing. */
  readonly isCertain?: boolean;
  /** What a slow start looks like too: no problem before a run is well under way. */
  readonly isPatient?: boolean;
  /** Good to know whatever the run is doing, and never a problem. */
  readonly isRemark?: boolean;
}

/** The bounds of a rule, by name. */
export type Thresholds = Readonly<Record<string, number>>;

/** One rule: what it is about, its bounds, and what it sees in a chart. */
export interface Rule<T extends Thresholds = Thresholds> {
  readonly about: Card;
  readonly thresholds: T;
  /** What helps most often comes first. */
  readonly remedies: readonly RemedyName[];
  look(chart: Chart, thresholds: T): Symptom | undefined;
}

/** A rule with the type of its bounds known to its `look`. */
export const createRule = <T extends Thresholds>(rule: Rule<T>): Rule<T> => rule;
