import { plural } from "@kaviar/base/text";
import { copyStudy } from "@kaviar/tune";
import { text } from "../../arguments/readers.ts";
import { defineCommand } from "../../command/command.ts";
import { UsageError } from "../../command/usage-error.ts";
import { recordOf, withStorage } from "../../studies/open.ts";
import { storageOption } from "../../studies/storage-option.ts";
import { studyCommand } from "../../studies/study-command.ts";

export const command = defineCommand({
  usage: "study copy NAME [--to URL] [--as NAME]",
  about: "Copies a study whole to another storage, or to another name: the copy goes on as the study would have.",
  examples: ["kaviar study copy digits --to sqlite:archive.db", "kaviar study copy digits --as digits-before"],
  words: ["NAME"],
  options: {
    to: { takes: "URL", read: text, about: "Where the copy is put (where the study is)" },
    as: { takes: "NAME", read: text, about: "What it is called there (as the study is)" },
    ...storageOption,
  },
  run: ({ words, options: { to, as, storage } }) =>
    withStorage(storage, to === undefined ? "change" : "read", async (from) => {
      const name = words[0]!;
      await recordOf(from, name);
      if (to === undefined && as === undefined)
        throw new UsageError("A copy is put elsewhere, or called otherwise: got neither --to nor --as.");
      const put = (target: typeof from) =>
        copyStudy(name, { from, to: target, ...(as !== undefined && { as }) }).then((copied) => ({
          ...copied,
          storage: target.url,
        }));
      const copied = to === undefined ? await put(from) : await withStorage(to, "make", put);
      const trials = plural(copied.trials, "trial");
      return {
        data: copied,
        lines: [
          `Copied "${name}" with ${trials}${copied.checkpoints ? " and its checkpoints" : ""}.`,
          `See it: ${studyCommand("study show", copied.name, copied.storage)}`,
        ],
      };
    }),
});
