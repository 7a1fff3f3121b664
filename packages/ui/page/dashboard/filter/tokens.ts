import { filterError } from "./filter-error.ts";

export interface Token {
  readonly kind: "word" | "name" | "text" | "number" | "sign" | "end";
  /** Without its quotes. */
  readonly text: string;
  /** Where it begins, from 1. */
  readonly at: number;
}

const kinds = [
  ["number", /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(?![\p{L}\p{N}_])/iu],
  ["word", /^[\p{L}_∞][\p{L}\p{N}_.\-/]*/u],
  ["sign", /^(?:<=|>=|!=|[=<>()])/],
  ["text", /^"((?:[^"\\]|\\.)*)"/su],
  ["text", /^'((?:[^'\\]|\\.)*)'/su],
  ["name", /^`((?:[^`\\]|\\.)*)`/su],
] as const satisfies readonly (readonly [Token["kind"], RegExp])[];

/** The words of a filter. */
export const tokensOf = (filter: string): readonly Token[] => {
  const tokens: Token[] = [];
  let at = 0;
  while (at < filter.length) {
    const rest = filter.slice(at);
    const space = /^\s+/.exec(rest)?.[0].length ?? 0;
    if (space > 0) {
      at += space;
      continue;
    }
    const found = kinds.flatMap(([kind, pattern]) => {
      const match = pattern.exec(rest);
      return match === null ? [] : [{ kind, match }];
    })[0];
    if (found === undefined) throw unreadable(rest, at + 1);
    const { kind, match } = found;
    tokens.push({ kind, text: match[1] === undefined ? match[0] : match[1].replace(/\\(.)/gsu, "$1"), at: at + 1 });
    at += match[0].length;
  }
  return [...tokens, { kind: "end", text: "", at: filter.length + 1 }];
};

const unreadable = (rest: string, at: number): Error => {
  const [sign = ""] = rest;
  return `"'\``.includes(sign)
    ? filterError(
        `What is in quotes ends with the quote it began with: that at letter ${at} never ends.`,
        `Add a ${sign} to it.`,
      )
    : filterError(
        `A filter is made of names, values, and, or, not, brackets and ${"= != < <= > >="}: got ${sign} at letter ${at}.`,
        'Put it into quotes where it belongs to a value ("a+b"), and into backticks where to a name (`a+b`).',
      );
};
