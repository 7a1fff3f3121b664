import { createInterface } from "node:readline/promises";
import { plural } from "@kaviar/base/text";
import { defineCommand } from "../../command/command.ts";
import { exitCode } from "../../command/exit-code.ts";
import { UsageError } from "../../command/usage-error.ts";
import { recordOf, withStorage } from "../../studies/open.ts";
import { storageOption } from "../../studies/storage-option.ts";

export const command = defineCommand({
  usage: "study delete NAME [--yes]",
  about: "Deletes a study with everything in it. Asks before, unless --yes is given.",
  words: ["NAME"],
  options: { yes: { about: "Do not ask" }, ...storageOption },
  run: ({ words, options }) =>
    withStorage(options.storage, "change", async (storage) => {
      const { id, name } = await recordOf(storage, words[0]!);
      const { trials } = await storage.changes(id, 0);
      if (
        !options.yes &&
        !(await confirmed(`Delete "${name}" with ${plural(trials.length, "trial")}? Type its name: `, name))
      ) {
        // A note, as the question was: stdout has what a command came to, and here there is nothing.
        process.stderr.write("Nothing was deleted.\n");
        return { data: { deleted: null }, lines: [], code: exitCode.failed };
      }
      await storage.deleteStudy(id);
      return {
        data: { deleted: name, trials: trials.length },
        lines: [`Deleted "${name}" with ${plural(trials.length, "trial")}.`],
      };
    }),
});

const confirmed = async (question: string, name: string): Promise<boolean> => {
  if (!process.stdin.isTTY)
    throw new UsageError("To delete a study takes a word from a person, and nobody is at a terminal.", "Say --yes.");
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await asking.question(question)).trim() === name;
  } finally {
    asking.close();
  }
};
