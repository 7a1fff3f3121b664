import { didYouMean } from "@kaviar/base/check";
import { styleFor } from "@kaviar/base/text";
import { parseArguments } from "./arguments/parse.ts";
import { watchPipes } from "./command/closed-pipe.ts";
import { type Group, isGroup } from "./command/command.ts";
import { exitCode } from "./command/exit-code.ts";
import type { Outcome, Output } from "./command/outcome.ts";
import { UsageError } from "./command/usage-error.ts";
import { commands } from "./commands/index.ts";
import { helpOfCommand, helpOfGroup } from "./help.ts";
import { printerForPeople, printerForPrograms } from "./print.ts";
import { codeOf } from "./render-error.ts";
import { version } from "./version.ts";

/**
 * Runs the command line: `main(["study", "list"])`. Returns the exit code: 0 done, 1 failed, 2 wrong usage, 130 Ctrl-C.
 *
 * ```ts
 * process.exitCode = await main(process.argv.slice(2));
 * ```
 */
export const main = async (args: readonly string[]): Promise<number> => {
  watchPipes();
  const { stdout, stderr } = process;
  const json = hasFlag(args, "--json");
  const printer = json ? printerForPrograms() : printerForPeople();
  const output = { style: styleFor(stdout), columns: stdout.columns, progress: json ? stderr : stdout };
  try {
    const outcome = await dispatch(args, { path: "kaviar", group: commands, output });
    await printer.outcome(outcome);
    return outcome.code ?? exitCode.done;
  } catch (error) {
    await printer.error(error, hasFlag(args, "--debug"));
    return codeOf(error);
  }
};

/** What stands behind `--` is no flag of ours. */
const hasFlag = (args: readonly string[], ...flags: readonly string[]): boolean => {
  const end = args.indexOf("--");
  return args.slice(0, end < 0 ? undefined : end).some((arg) => flags.includes(arg));
};

interface Place {
  /** The words so far: `kaviar study`. */
  readonly path: string;
  readonly group: Group;
  readonly output: Output;
}

const dispatch = async (args: readonly string[], { path, group, output }: Place): Promise<Outcome> => {
  const [word, ...others] = args;
  if (word === undefined) {
    process.stderr.write(`${helpOfGroup(path, group, styleFor(process.stderr)).lines.join("\n")}\n`);
    return { data: {}, lines: [], code: exitCode.usage };
  }
  if (word === "help")
    return dispatch([...others.filter((other) => !other.startsWith("-")), "--help"], { path, group, output });
  if (word === "--help" || word === "-h") return helpOfGroup(path, group, output.style);
  if (path === "kaviar" && (word === "--version" || word === "-v"))
    return { data: { version: version() }, lines: [version()] };
  const entry = Object.hasOwn(group.commands, word) ? group.commands[word] : undefined;
  if (entry === undefined) throw unknownCommand(word, path, group);
  const { command } = await entry.load();
  if (isGroup(command)) return dispatch(others, { path: `${path} ${word}`, group: command, output });
  if (hasFlag(others, "--help", "-h")) return helpOfCommand(command, output.style);
  return command.run(parseArguments(command, others), output);
};

const unknownCommand = (word: string, path: string, { commands }: Group): UsageError => {
  const names = Object.keys(commands);
  const first = word.startsWith("-")
    ? `A command comes first: got the option ${word}.`
    : `There is no command "${path} ${word}".`;
  return new UsageError(first, didYouMean(word, names, `There are ${names.join(", ")}.`));
};
