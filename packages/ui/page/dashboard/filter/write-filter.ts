import { type Comparison, type Expression, none } from "./expression.ts";

/** A filter as it is written: `parseFilter` reads it as what it was. */
export const writeFilter = (expression: Expression): string => {
  if (expression.kind === "comparison") return writeComparison(expression);
  if (expression.kind === "not")
    return `not ${expression.of.kind === "and" || expression.of.kind === "or" ? bracketed(expression.of) : writeFilter(expression.of)}`;
  const { kind, of } = expression;
  const [left, right] = of;
  const isLeftOpen = left.kind === kind || binds[left.kind] > binds[kind];
  return `${isLeftOpen ? writeFilter(left) : bracketed(left)} ${kind} ${binds[right.kind] > binds[kind] ? writeFilter(right) : bracketed(right)}`;
};

const binds: { readonly [Kind in Expression["kind"]]: number } = { or: 0, and: 1, not: 2, comparison: 3 };

const bracketed = (expression: Expression): string => `(${writeFilter(expression)})`;

/** What every trial has, by the words that filters call it. */
export const commonWords = ["number", "value", "took", "state", "sampler"] as const;

const isWord = (text: string): boolean => /^[\p{L}_][\p{L}\p{N}_.\-/]*$/u.test(text);

/** The name of a parameter or an objective, as a filter has to write it. */
export const writeName = (name: string): string =>
  isWord(name) && !(commonWords as readonly string[]).includes(name) && !/^(?:and|or|not)$/i.test(name)
    ? name
    : `\`${name.replace(/[`\\]/g, "\\$&")}\``;

const writeComparison = ({ name, isQuoted, operator, value }: Comparison): string =>
  `${isQuoted ? writeName(name) : name} ${operator} ${writeValue(value)}`;

const writeValue = (value: Comparison["value"]): string => {
  if (value === none) return "none";
  if (typeof value !== "string") return String(value);
  const isPlain = isWord(value) && !/^(?:and|or|not|true|false|null|none|infinity)$/i.test(value);
  return isPlain ? value : `"${value.replace(/["\\]/g, "\\$&")}"`;
};
