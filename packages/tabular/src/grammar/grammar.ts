import { compileSpace, type Space, type ValuesOf } from "@kaviar/tune";
import type { Model } from "../contract/model.ts";
import type { Step } from "../contract/step.ts";
import { answerOf } from "./answer-of.ts";
import type { Facts } from "./facts.ts";

/** Where a part may stand in a pipeline. */
export type Role = "imputer" | "encoder" | "scaler" | "selector" | "transformer" | "sampler" | "model";

/** What a part takes: any columns; numbers, some of them missing; numbers that are all there. */
export type Takes = "anything" | "numbers" | "complete numbers";

/** The values of a part's ranges at one point of the search. */
type Values = Readonly<Record<string, unknown>>;

/** A part that pipelines are made of: how it is made, and the ranges that its options are searched in. */
export interface PartRule {
  readonly role: Role;
  /** Makes the step or model of values from the ranges. */
  make(values: Values, facts: Facts): Step | Model;
  /** The ranges; none unless said. What they are may depend on the table. */
  readonly ranges?: Space | ((facts: Facts) => Space);
  /** Complete numbers unless said. */
  readonly takes?: Takes;
  /** Of a model: what it predicts; both unless said. */
  readonly tasks?: readonly ("classes" | "numbers")[];
  /** Of a model: whether only the order of values matters to it. Scalers right before it are left out then. */
  readonly ordinal?: boolean;
  /** Whether it stands in a pipeline once at most: one that makes many columns of each, of which another would make more. */
  readonly once?: boolean;
  /** Of a model: whether it is cheap enough to stand inside a pipeline, its predictions as columns. */
  readonly light?: boolean;
  /** Of a model: whether it stands in every search to be compared with, and is never a parent. */
  readonly baseline?: boolean;
  /** Whether it is worth trying on such a table; always unless said. */
  suits?(facts: Facts): boolean;
  /**
   * About how long a fit takes, in seconds: what would not end in its time is not tried. The facts are those of the table
   * that comes to it.
   */
  seconds?(facts: Facts, values: Values): number;
  /** Of a step: how many columns come out of it, where `facts.columns` go in; as many at most unless said. */
  columns?(facts: Facts, values: Values): number;
  /**
   * What it takes in memory beside the columns that go in and come out, in bytes. Refused before it is taken where that is
   * too much. The facts are those of the table that comes to it.
   */
  bytes?(facts: Facts, values: Values): number;
}

/**
 * A part of a grammar, its options typed by its ranges.
 *
 * ```ts
 * grammarPart({ role: "transformer", ranges: { at: float(1, 5) }, make: ({ at }) => clip({ at }) });
 * ```
 */
export const grammarPart = <S extends Space = Record<never, never>>(
  rule: Omit<PartRule, "make" | "ranges" | "columns" | "bytes" | "seconds"> & {
    readonly ranges?: S | ((facts: Facts) => S);
    make(values: ValuesOf<S>, facts: Facts): Step | Model;
    seconds?(facts: Facts, values: ValuesOf<S>): number;
    columns?(facts: Facts, values: ValuesOf<S>): number;
    bytes?(facts: Facts, values: ValuesOf<S>): number;
  },
): PartRule => rule as unknown as PartRule;

/**
 * What a search makes pipelines of. Parts stand under the names that a study shows them by; one that is `false` is left
 * out. A template names the roles of a pipeline one after the other: `"Selector-Transformer-Classifier"`.
 *
 * ```ts
 * // grammar.ts, beside your program: its steps are yours, so it is a module that workers can load too
 * export default {
 *   parts: { clip: grammarPart({ role: "transformer", ranges: { at: float(1, 5) }, make: ({ at }) => clip({ at }) }), svm: false },
 * } satisfies Grammar;
 * ```
 */
export interface Grammar {
  readonly parts?: Readonly<Record<string, PartRule | false>>;
  readonly template?: string;
}

/** All parts by name, for a table: those that suit it. */
export type Parts = ReadonlyMap<string, PartRule>;

export const rangesOf = (name: string, { ranges = {} }: PartRule, facts: Facts): Space =>
  answerOf(name, "ranges", () => {
    const space = typeof ranges === "function" ? ranges(facts) : ranges;
    compileSpace(space);
    return space;
  });
