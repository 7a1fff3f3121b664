import { basename } from "node:path";
import type { Remote, Space } from "@kaviar/tune";
import { UsageError } from "../command/usage-error.ts";
import { readObjective } from "./read-objective.ts";
import { readSpaceFile } from "./space-file.ts";
import type { TuneOptions } from "./tune-options.ts";

/** What is tuned. */
export interface Source {
  readonly objective: Remote;
  /** Undefined: the objective asks by name, as it runs. */
  readonly space: Space | undefined;
  readonly options: TuneOptions;
  /** What the study is called when nobody says: the file's name. */
  readonly name: string;
}

/** A module's objective, or the command behind `--`. */
export const sourceOf = async (
  words: readonly string[],
  command: readonly string[] | undefined,
  spaceFile: string | undefined,
): Promise<Source> => {
  const space = spaceFile === undefined ? undefined : readSpaceFile(spaceFile);
  if (command !== undefined) return commandSource(words, command, space);
  const [file] = words;
  if (file === undefined)
    throw new UsageError(
      "There must be something to tune: got no module and no command.",
      "Usage: kaviar tune OBJECTIVE.ts, or kaviar tune --space SPACE.json -- COMMAND …",
    );
  const module = await readObjective(file);
  return { objective: module.url, space: space ?? module.space, options: module.options, name: nameOf(file) };
};

const commandSource = (words: readonly string[], command: readonly string[], space: Space | undefined): Source => {
  if (words.length > 0)
    throw new UsageError(`A study tunes a module or a command: got ${words[0]} and a command behind "--".`);
  if (command.length === 0)
    throw new UsageError('Behind "--" stands a command: got none.', "Such as: -- python3 train.py");
  if (space === undefined)
    throw new UsageError(
      "A command needs a space: got no --space.",
      `Write one as JSON, such as {"rate": {"log": [1e-5, 1]}}, and say --space space.json.`,
    );
  const script = command.findLast((word) => /^[^-].*\.\w+$/.test(word));
  return { objective: { command }, space, options: {}, name: nameOf(script ?? command[0]!) };
};

const nameOf = (file: string): string => basename(file).replace(/(.)\.\w+$/, "$1");
