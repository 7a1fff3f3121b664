import { toJson } from "@kaviar/base/text";
import { declaredSpace, isFinished, type Space, type Storage, type Study } from "@kaviar/tune";
import { text } from "../arguments/readers.ts";
import { defineCommand } from "../command/command.ts";
import type { Outcome } from "../command/outcome.ts";
import { UsageError } from "../command/usage-error.ts";
import { recordOf, withStorage, withStudy } from "../studies/open.ts";
import { readSpaceFile } from "../tuning/space-file.ts";
import { studyOf, studyOptions } from "../tuning/study-options.ts";

export const command = defineCommand({
  usage: "ask NAME --space SPACE.json [options]",
  about: `Prints the next trial to run as one line of JSON: { number, params, checkpoint }. It is yours until you \`tell\`,
however long that takes: no other process gets it. A study that does not exist is made.`,
  examples: ["kaviar ask digits --space space.json", "kaviar tell digits 0 --value 0.3"],
  words: ["NAME"],
  options: {
    space: { takes: "FILE", read: text, about: "The space, as JSON; may be left out once the study has one" },
    ...studyOptions,
  },
  run: async ({ words, options }) => {
    const { space: file, "not-deterministic": notDeterministic, "warm-start": warmStart, ...others } = options;
    const { storage } = others;
    const name = words[0]!;
    const space = file === undefined ? undefined : readSpaceFile(file);
    const made = await studyOf({
      ...others,
      ...(notDeterministic && { deterministic: false }),
      ...(warmStart && { warmStart }),
    });
    return withStorage(storage, space === undefined ? "change" : "make", async (opened) => {
      if (space === undefined) await hasSpace(opened, name);
      return withStudy(opened, name, (study) => askOne(study, space), made);
    });
  },
});

/** A study knows its space when one was declared, or when trials have shown it. */
const hasSpace = async (storage: Storage, name: string): Promise<void> => {
  const record = await recordOf(storage, name);
  if (declaredSpace(record) !== undefined) return;
  const { trials } = await storage.changes(record.id, 0);
  if (trials.some((trial) => isFinished(trial) && trial.dimensions.length > 0)) return;
  throw new UsageError(
    `"${name}" must know its space before it can be asked; it has none yet.`,
    "Say --space SPACE.json.",
  );
};

const askOne = async (study: Study, space: Space | undefined): Promise<Outcome> => {
  const detached = { detached: true };
  const { number, params, checkpoint } = await (space === undefined
    ? study.ask(undefined, detached)
    : study.ask(space, detached));
  const asked = { number, params, checkpoint };
  return { data: asked, lines: [toJson(asked)] };
};
