import { createInterface } from "node:readline/promises";
import { command } from "../../command/command.ts";
import { exitCode } from "../../command/exit-code.ts";
import { UsageError } from "../../command/usage-error.ts";
import { recordOf, withStorage } from "../../studies/open.ts";
import { storageOption } from "../../studies/storage-option.ts";
import { plural } from "../../text/amounts.ts";

export const deleteStudy = command({
  usage: "study delete NAME [--yes]",
  about: "Deletes a study with everything in it. Asks before, unless told --yes.",
  words: ["NAME"],
  options: { yes: { about: "Do not ask" }, json: { about: "Print JSON, for programs; needs --yes" }, ...storageOption },
  run: ({ words, options }) =>
    withStorage(options.storage, { mayCreate: false }, async (storage) => {
      const { id, name } = await recordOf(storage, words[0]!);
      const { trials } = await storage.changes(id, 0);
      if (
        !options.yes &&
        !(await confirmed(`Delete "${name}" with ${plural(trials.length, "trial")}? Type its name: `, name))
      ) {
        process.stderr.write("Nothing was deleted.\n");
        return exitCode.failed;
      }
      await storage.deleteStudy(id);
      const told = options.json
        ? `${JSON.stringify({ deleted: name, trials: trials.length })}\n`
        : `Deleted "${name}" with ${plural(trials.length, "trial")}.\n`;
      process.stdout.write(told);
      return exitCode.ok;
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
