import { UsageError } from "../command/usage-error.ts";

/** What may stand in brackets behind a name. What is itself a name with brackets stays text, for whoever it is meant for. */
type CallValue = number | boolean | string | readonly CallValue[] | { readonly [name: string]: CallValue };

/** What something is made with, as it is written in a shell: `patient(median(startupTrials=3), patience=5)`. */
export interface Call {
  readonly name: string;
  /** What stands without a name, in order. */
  readonly values: readonly CallValue[];
  readonly options: Readonly<Record<string, CallValue>>;
}

/** A name, alone or with brackets: values, and options as NAME=VALUE. */
export const readCall = (text: string, option: string): Call => {
  const scan = scanner(text, (what) => {
    throw new UsageError(
      `--${option} takes a name, or a name with options in brackets: got ${JSON.stringify(text)}, ${what}.`,
      `In a shell, put it into quotes: --${option} 'NAME(OPTION=VALUE, OPTION=VALUE)'.`,
    );
  });
  const name = scan.word();
  const values: CallValue[] = [];
  const options: Record<string, CallValue> = {};
  if (scan.takes("("))
    scan.listed(")", () => {
      const at = scan.name();
      if (at === undefined) values.push(scan.value());
      else if (Object.hasOwn(options, at)) scan.refuse(`which says ${at} twice`);
      else options[at] = scan.value();
    });
  scan.end();
  return { name, values, options };
};

/** Numbers, true and false are themselves, all else is text. */
const literal = (word: string): CallValue => {
  if (word === "true" || word === "false") return word === "true";
  const number = Number(word);
  return word === "" || Number.isNaN(number) ? word : number;
};

const scanner = (text: string, refuse: (what: string) => never) => {
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    const sticky = new RegExp(pattern, "y");
    sticky.lastIndex = at;
    const found = sticky.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  const skip = () => match(/\s*/);
  const takes = (sign: string): boolean => {
    skip();
    if (!text.startsWith(sign, at)) return false;
    at += sign.length;
    skip();
    return true;
  };
  const word = (): string => {
    skip();
    return match(/[^\s,()[\]{}=:"][^,()[\]{}=:"]*/)?.trimEnd() ?? refuse(`which has no name or value ${there()}`);
  };
  const there = () => (at >= text.length ? "at the end" : `before ${text.slice(at)}`);
  const quoted = (): string | undefined => {
    const found = match(/"(?:[^"\\]|\\.)*"/);
    return found === undefined ? undefined : (JSON.parse(found) as string);
  };
  /** From an opening bracket to the one that closes it. */
  const bracketed = (): string => {
    const start = at;
    let depth = 0;
    do {
      if (at >= text.length) refuse("which leaves a bracket open");
      if (text[at] === "(") depth++;
      if (text[at] === ")") depth--;
      at++;
    } while (depth > 0);
    return text.slice(start, at);
  };
  const listed = (end: string, one: () => void): void => {
    if (takes(end)) return;
    do one();
    while (takes(","));
    if (!takes(end)) refuse(`which has no "${end}" ${there()}`);
  };
  const value = (): CallValue => {
    if (takes("[")) {
      const values: CallValue[] = [];
      listed("]", () => values.push(value()));
      return values;
    }
    if (takes("{")) {
      const values: Record<string, CallValue> = {};
      listed("}", () => {
        const name = quoted() ?? word();
        if (!takes(":")) refuse(`which has no ":" ${there()}`);
        values[name] = value();
      });
      return values;
    }
    skip();
    const text = quoted();
    if (text !== undefined) return text;
    const plain = word();
    return isAt("(") ? `${plain}${bracketed()}` : literal(plain);
  };
  const isAt = (sign: string): boolean => text.startsWith(sign, at);

  return {
    refuse,
    takes,
    word,
    value,
    listed,
    /** The name before an equals sign, if one stands here. */
    name: (): string | undefined => match(/[\w-]+\s*=\s*/)?.replace(/\s*=\s*$/, ""),
    end: () => {
      skip();
      if (at < text.length) refuse(`which goes on with ${text.slice(at)}`);
    },
  };
};
