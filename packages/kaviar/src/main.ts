import { didYouMean } from "@kaviar/base/check";
import { parseArguments } from "./arguments/parse.ts";
import { watchPipes } from "./command/closed-pipe.ts";
import { type Command, type Group, isGroup } from "./command/command.ts";
import { exitCode } from "./command/exit-code.ts";
import { UsageError } from "./command/usage-error.ts";
import { commands } from "./commands/index.ts";
import { helpOfCommand, helpOfGroup } from "./help.ts";
import { codeOf, render } from "./render-error.ts";
import { styleFor } from "./text/style.ts";
import { version } from "./version.ts";

/**
 * Runs the command line: `main(["study", "list"])`. Returns the exit code: 0 ok, 1 failed, 2 wrong usage, 130 Ctrl-C.
 *
 * ```ts
 * process.exitCode = await main(process.argv.slice(2));
 * ```
 */
export const main = async (args: readonly string[]): Promise<number> => {
  watchPipes();
  try {
    return await dispatch(args, "kaviar", commands);
  } catch (error) {
    process.stderr.write(render(error, { style: styleFor(process.stderr), debug: args.includes("--debug") }));
    return codeOf(error);
  }
};

const dispatch = async (args: readonly string[], path: string, group: Group): Promise<number> => {
  const [word, ...others] = args;
  if (word === undefined || word === "--help" || word === "-h" || word === "help") {
    (word === undefined ? process.stderr : process.stdout).write(helpOfGroup(path, group, styleFor(process.stdout)));
    return word === undefined ? exitCode.usage : exitCode.ok;
  }
  if (path === "kaviar" && (word === "--version" || word === "-v")) {
    process.stdout.write(`${version()}\n`);
    return exitCode.ok;
  }
  const entry = Object.hasOwn(group.commands, word) ? group.commands[word] : undefined;
  if (entry === undefined) throw unknownCommand(word, path, group);
  const loaded = await entry.load();
  return isGroup(loaded) ? dispatch(others, `${path} ${word}`, loaded) : runCommand(loaded, others);
};

const unknownCommand = (word: string, path: string, { commands }: Group): UsageError => {
  const names = Object.keys(commands);
  const first = word.startsWith("-")
    ? `A command comes first, got the option ${word}.`
    : `There is no command "${path} ${word}".`;
  return new UsageError(first, didYouMean(word, names, `There are ${names.join(", ")}.`));
};

const runCommand = async (command: Command, args: readonly string[]): Promise<number> => {
  const asksHelp = args
    .slice(0, args.includes("--") ? args.indexOf("--") : undefined)
    .some((arg) => arg === "--help" || arg === "-h");
  if (asksHelp) {
    process.stdout.write(helpOfCommand(command, styleFor(process.stdout)));
    return exitCode.ok;
  }
  return command.run(parseArguments(command, args));
};
