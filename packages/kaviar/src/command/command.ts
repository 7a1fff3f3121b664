import type { Outcome, Output } from "./outcome.ts";

/** One option of a command: without `read` a flag, else what its text is read as. */
export interface Option {
  readonly about: string;
  /** How help names its value: `--trials N`. */
  readonly takes?: string;
  /** The value of the text; throws a `UsageError` that names the option. */
  readonly read?: (text: string, option: string) => unknown;
}

export type Options = Readonly<Record<string, Option>>;

/** What was given: the options that were, and the words beside them. */
export interface Given<O extends Options> {
  readonly options: { readonly [K in keyof O]?: O[K] extends { read: (...args: never) => infer V } ? V : true };
  readonly words: readonly string[];
  /** What stands behind `--` where the command takes one of its own; undefined when there is no `--`. */
  readonly rest: readonly string[] | undefined;
  /** All of it as it was typed. */
  readonly typed: readonly string[];
}

/**
 * A command: what it takes, and what it does.
 *
 * ```ts
 * export const command = defineCommand({
 *   usage: "study count",
 *   about: "Says how many studies a storage has.",
 *   words: [],
 *   options: { ...storageOption },
 *   run: ({ options }) =>
 *     withStorage(options.storage, "read", async (storage) => {
 *       const { length } = await storage.studies();
 *       return { data: { studies: length }, lines: [plural(length, "study")] };
 *     }),
 * });
 * ```
 * It writes nothing to stdout itself, but for progress to `output.progress`; what it throws is printed too. Options that
 * every command has (`--json`, `--help`, `--debug`) are not its own.
 */
export interface Command<O extends Options = Options> {
  /** Behind `kaviar`, such as `tune OBJECTIVE.ts [options]`. */
  readonly usage: string;
  readonly about: string;
  readonly examples?: readonly string[];
  /** The words it takes, in capitals: with `…` at the end any number of them, with `?` one that may be left out. */
  readonly words: readonly string[];
  readonly options: O;
  /** Whether a command of its own stands behind `--`. Else more words do, which may begin with a hyphen there. */
  readonly takesCommand?: true;
  run(given: Given<O>, output: Output): Promise<Outcome>;
}

/** Commands that share a first word, or all of them. Each is loaded when it is called. */
export interface Group {
  readonly about: string;
  readonly commands: Readonly<Record<string, Entry>>;
}

/** A line of the table of commands: how it is listed, and the module that exports it as `command`. */
interface Entry {
  readonly about: string;
  load(): Promise<{ readonly command: Command | Group }>;
}

/** A command with the types of its options known to `run`. */
export const defineCommand = <const O extends Options>(it: Command<O>): Command => it as unknown as Command;

export const isGroup = (it: Command | Group): it is Group => "commands" in it;
