import { parseArgs } from "node:util";
import { didYouMean } from "@kaviar/base/check";
import type { Command, Given, Option, Options } from "../command/command.ts";
import { UsageError } from "../command/usage-error.ts";

/** Options that every command has. */
export const everywhere = {
  json: { about: "Print one JSON document, for programs" },
  help: { about: "Say how the command is used" },
  debug: { about: "Show where in the code an error came from" },
} satisfies Options;

/**
 * Reads the arguments of a command. `node:util` cuts them into tokens; what they mean, and what is wrong with them, is
 * said here: its own complaints know neither near names nor negative numbers.
 */
export const parseArguments = <O extends Options>(
  { options, words, usage, takesCommand }: Command<O>,
  args: readonly string[],
): Given<O> => {
  const known: Options = { ...options, ...everywhere };
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(known).map(([name, { read }]) => [name, { type: read ? "string" : "boolean" } as const]),
    ),
    strict: false,
    tokens: true,
  });
  const values: Record<string, unknown> = {};
  const positional: string[] = [];
  const terminator = tokens.find(({ kind }) => kind === "option-terminator")?.index;
  for (const token of tokens) {
    if (token.kind === "option") values[token.name] = readOption(token, known, { words, typed: args[token.index]! });
    else if (token.kind === "positional" && (!takesCommand || terminator === undefined || token.index < terminator))
      positional.push(token.value);
  }
  if (!values.help) checkWords(positional, words, usage);
  return {
    options: values as Given<O>["options"],
    words: positional,
    rest: terminator === undefined || !takesCommand ? undefined : args.slice(terminator + 1),
    typed: args,
  };
};

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

interface Place {
  readonly words: readonly string[];
  /** The argument as it was typed, of which a token may be a single letter. */
  readonly typed: string;
}

const readOption = (
  { name, rawName, value, inlineValue }: OptionToken,
  known: Options,
  { words, typed }: Place,
): unknown => {
  const option = Object.hasOwn(known, name) ? known[name] : undefined;
  if (option === undefined || rawName !== `--${name}`) {
    const names = Object.keys(known).map((each) => `--${each}`);
    const given = rawName.startsWith("--") ? rawName : typed;
    const behind = words.length === 0 ? "" : ` ${article(words[0]!)} that begins with - stands behind "--".`;
    throw new UsageError(
      `There is no option ${given}.`,
      didYouMean(given, names, `There are ${names.join(", ")}.${behind}`),
    );
  }
  if (option.read === undefined) {
    if (inlineValue) throw new UsageError(`${rawName} takes no value: got "${value}".`);
    return true;
  }
  if (value === undefined || (!inlineValue && isOption(value)))
    throw new UsageError(
      `${rawName} needs a value: got ${value === undefined ? "none" : `the option ${value}`}.`,
      `Give it one: ${rawName} ${takes(option)}${value === undefined ? "" : `, or ${rawName}=${value}`}.`,
    );
  return option.read(value, rawName);
};

/** −0.3 and −Infinity are values. */
const isOption = (value: string): boolean =>
  /^-\D/.test(value) && Number.isNaN(Number(value)) && !value.startsWith("-.");

export const takes = ({ takes = "VALUE" }: Option): string => takes;

const checkWords = (given: readonly string[], words: readonly string[], usage: string): void => {
  const needed = words.filter((word) => !word.endsWith("?"));
  if (given.length < needed.length)
    throw new UsageError(
      `The command needs ${needed.map(plain).join(" and ")}: got ${listed(given)}.`,
      `Usage: kaviar ${usage}`,
    );
  if (given.length > words.length && !words.at(-1)?.includes("…"))
    throw new UsageError(
      `The command takes ${words.length === 0 ? "no words" : words.map(plain).join(" and ")}: got ${listed(given)}.`,
      `Usage: kaviar ${usage}`,
    );
};

const article = (word: string): string => `${/^[AEIOU]/.test(word) ? "An" : "A"} ${plain(word)}`;

const plain = (word: string): string => word.replace(/[?…]/g, "");
const listed = (given: readonly string[]): string =>
  given.length === 0 ? "none" : given.map((word) => `"${word}"`).join(" ");
