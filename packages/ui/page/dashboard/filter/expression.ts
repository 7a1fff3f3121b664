import type { Choice } from "../../../src/columns/trial-columns.ts";

/** What trials are chosen by, as it was read and before its names are known to mean anything. */
export type Expression =
  | { readonly kind: "and" | "or"; readonly of: readonly [Expression, Expression] }
  | { readonly kind: "not"; readonly of: Expression }
  | Comparison;

export interface Comparison {
  readonly kind: "comparison";
  readonly name: string;
  /** In backticks it never means what every trial has, such as its state. */
  readonly isQuoted: boolean;
  readonly operator: Operator;
  readonly value: Choice | typeof none;
}

export const operators = ["<=", ">=", "!=", "=", "<", ">"] as const;
export type Operator = (typeof operators)[number];

/** What a trial has not. */
export const none = Symbol("none");
