import type { Choice } from "../../../src/columns/trial-columns.ts";
import { type Comparison, type Expression, none, type Operator, operators } from "./expression.ts";
import { filterError } from "./filter-error.ts";
import { type Token, tokensOf } from "./tokens.ts";

/** Brackets within brackets, and nots before nots: beyond this it is no person who writes. */
const deepest = 100;

const example = 'state = complete and (rate > 1e-3 or kind = "b")';

const words: Readonly<Record<string, Choice | typeof none>> = {
  true: true,
  false: false,
  null: null,
  none,
  Infinity,
  "∞": Infinity,
};

/** Reads `state = complete and rate > 1e-3`. What is no filter is a `UiError`. */
export const parseFilter = (filter: string): Expression => {
  const tokens = tokensOf(filter);
  let at = 0;
  let depth = 0;
  const peek = (): Token => tokens[at]!;
  const take = (): Token => {
    const token = peek();
    if (token.kind !== "end") at++;
    return token;
  };
  const takes = (kind: Token["kind"], text: string): boolean => {
    const token = peek();
    const isIt = token.kind === kind && token.text.toLowerCase() === text;
    if (isIt) at++;
    return isIt;
  };

  const chain = (word: "and" | "or", part: () => Expression): Expression => {
    let all = part();
    while (takes("word", word)) all = { kind: word, of: [all, part()] };
    return all;
  };
  const either = (): Expression => chain("or", () => chain("and", one));

  const one = (): Expression => {
    if (++depth > deepest)
      throw filterError(`Brackets and nots are at most ${deepest} deep: these are deeper.`, "Leave some of them out.");
    try {
      if (takes("word", "not")) return { kind: "not", of: one() };
      if (!takes("sign", "(")) return comparison();
      const inner = either();
      const end = peek();
      if (!takes("sign", ")")) throw expected("a closing bracket", end);
      return inner;
    } finally {
      depth--;
    }
  };

  const comparison = (): Comparison => {
    const name = take();
    if (name.kind !== "word" && name.kind !== "name") throw expected("a name", name);
    const operator = take();
    if (operator.kind !== "sign" || !isOperator(operator.text)) throw expected(operators.join(" "), operator);
    const value = valueIn(take());
    if (typeof value !== "number" && operator.text !== "=" && operator.text !== "!=")
      throw filterError(
        `Only numbers are greater or less: ${name.text} ${operator.text} is followed by what is none.`,
        "Compare it by = or !=, or with a number.",
      );
    return { kind: "comparison", name: name.text, isQuoted: name.kind === "name", operator: operator.text, value };
  };

  const all = either();
  if (peek().kind !== "end") throw expected("and, or, or the end", peek());
  return all;
};

const isOperator = (text: string): text is Operator => (operators as readonly string[]).includes(text);

const valueIn = (token: Token): Choice | typeof none => {
  if (token.kind === "number") return Number(token.text);
  if (token.kind === "text") return token.text;
  if (token.kind === "word") return Object.hasOwn(words, token.text) ? words[token.text]! : token.text;
  throw expected("a value", token);
};

const expected = (what: string, { kind, text, at }: Token): Error =>
  filterError(
    `Here, at letter ${at}, a filter goes on with ${what}: got ${kind === "end" ? "its end" : text}.`,
    `Write it like this: ${example}`,
  );
