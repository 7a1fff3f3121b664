import { oneLine, plural } from "@kaviar/base/text";
import { importOptuna } from "@kaviar/tune";
import { text } from "../../arguments/readers.ts";
import { defineCommand } from "../../command/command.ts";
import { withStorage } from "../../studies/open.ts";
import { storageOption } from "../../studies/storage-option.ts";
import { studyCommand } from "../../studies/study-command.ts";

export const command = defineCommand({
  usage: "study import FILE [--study NAME] [--as NAME]",
  about: `Puts studies of Optuna into a storage: those of an SQLite file that Optuna 3 or later wrote. The file is only read.`,
  examples: ["kaviar study import optuna.db", "kaviar study import optuna.db --study digits --as digits-of-optuna"],
  words: ["FILE"],
  options: {
    study: { takes: "NAME", read: text, about: "Only that study (all)" },
    as: { takes: "NAME", read: text, about: "What the one study is called here (as there)" },
    ...storageOption,
  },
  run: async ({ words, options: { study, as, storage } }) => {
    const file = words[0]!;
    const names = { ...(study !== undefined && { study }), ...(as !== undefined && { as }) };
    return withStorage(storage, "make", async (to) => {
      const imported = await importOptuna(file, { to, ...names });
      const lines = imported.flatMap(({ name, trials }) => [
        `Imported "${oneLine(name)}" with ${plural(trials, "trial")}: ${studyCommand("study show", name, to.url)}`,
      ]);
      return {
        data: { storage: to.url, studies: imported },
        lines: imported.length === 0 ? [`No studies in ${file}.`] : lines,
      };
    });
  },
});
