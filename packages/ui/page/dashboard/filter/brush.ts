import type { Choice } from "../../../src/columns/trial-columns.ts";
import { type Comparison, type Expression, none, type Operator } from "./expression.ts";
import { parseFilter } from "./parse-filter.ts";
import { commonWords, writeFilter } from "./write-filter.ts";

/** What is kept along one axis: numbers between two ends, some of the choices, or those trials that lack it. */
export type Brush =
  | { readonly kind: "between"; readonly low?: number; readonly high?: number }
  | { readonly kind: "choices"; readonly choices: readonly Choice[] }
  | { readonly kind: "absent" };

/** What a brush is about: a parameter or an objective, or what a filter has a word of its own for. */
export interface Brushed {
  readonly name: string;
  readonly isCommon: boolean;
}

/** The brush of an axis, where the filter has one among what all must hold. */
export const brushOf = (filter: string, axis: Brushed): Brush | undefined => {
  const own = partsOf(filter)?.filter((part) => isAbout(part, axis)) ?? [];
  if (own.length === 0) return undefined;
  const all = own.flatMap(comparisonsIn);
  if (all[0]!.value === none) return { kind: "absent" };
  if (all[0]!.operator === "=") return { kind: "choices", choices: all.map(({ value }) => value as Choice) };
  const end = (operator: Operator) => all.findLast((each) => each.operator === operator)?.value as number | undefined;
  const [low, high] = [end(">="), end("<=")];
  return { kind: "between", ...(low !== undefined && { low }), ...(high !== undefined && { high }) };
};

/** The filter with another brush along the axis, or without one. What cannot be read as a filter is left out. */
export const withBrush = (filter: string, axis: Brushed, brush: Brush | undefined): string => {
  const others = (partsOf(filter) ?? []).filter((part) => !isAbout(part, axis));
  const all = [...others, ...(brush === undefined ? [] : expressionsOf(brush, axis))];
  return all.length === 0 ? "" : writeFilter(chained("and", all));
};

/** What all must hold; undefined where it is no filter. */
const partsOf = (filter: string): readonly Expression[] | undefined => {
  if (filter.trim() === "") return [];
  try {
    return conjuncts(parseFilter(filter));
  } catch {
    return undefined;
  }
};

const conjuncts = (expression: Expression): readonly Expression[] =>
  expression.kind === "and" ? expression.of.flatMap(conjuncts) : [expression];

const comparisonsIn = (expression: Expression): readonly Comparison[] =>
  expression.kind === "comparison"
    ? [expression]
    : expression.kind === "or"
      ? expression.of.flatMap(comparisonsIn)
      : [];

/** Whether it is what a brush of the axis is written as. */
const isAbout = (part: Expression, axis: Brushed): boolean => {
  if (part.kind === "comparison")
    return isOf(part, axis) && (part.operator === "=" || (isEnd(part.operator) && typeof part.value === "number"));
  return part.kind === "or" && part.of.every((each) => isOneChoice(each, axis));
};

const isEnd = (operator: Operator): boolean => operator === ">=" || operator === "<=";

const isOneChoice = (part: Expression, axis: Brushed): boolean =>
  part.kind === "or"
    ? part.of.every((each) => isOneChoice(each, axis))
    : part.kind === "comparison" && isOf(part, axis) && part.operator === "=" && part.value !== none;

const isOf = ({ name, isQuoted }: Comparison, axis: Brushed): boolean =>
  name === axis.name && (!isQuoted && (commonWords as readonly string[]).includes(name)) === axis.isCommon;

const expressionsOf = (brush: Brush, { name, isCommon }: Brushed): readonly Expression[] => {
  const compare = (operator: Operator, value: Comparison["value"]): Comparison => ({
    kind: "comparison",
    name,
    isQuoted: !isCommon,
    operator,
    value,
  });
  if (brush.kind === "absent") return [compare("=", none)];
  if (brush.kind === "choices")
    return [
      chained(
        "or",
        brush.choices.map((choice) => compare("=", choice)),
      ),
    ];
  const { low, high } = brush;
  return [...(low === undefined ? [] : [compare(">=", low)]), ...(high === undefined ? [] : [compare("<=", high)])];
};

const chained = (kind: "and" | "or", all: readonly Expression[]): Expression =>
  all.reduce((before, each) => ({ kind, of: [before, each] }));
