import { plural } from "@kaviar/base/text";
import { wholes } from "../../arguments/readers.ts";
import { defineCommand } from "../../command/command.ts";
import { withStudyAt } from "../../studies/open.ts";
import { storageOption } from "../../studies/storage-option.ts";

export const command = defineCommand({
  usage: "study retry NAME [--trials 3,7]",
  about: "Puts failed trials back: whoever runs the study next runs them again, with the parameters they had.",
  examples: ["kaviar study retry digits", "kaviar tune objective.ts --name digits"],
  words: ["NAME"],
  options: {
    trials: { takes: "N,N", read: wholes, about: "Only the trials of these numbers (all that failed)" },
    ...storageOption,
  },
  run: ({ words, options: { trials, storage } }) =>
    withStudyAt(storage, words[0]!, async (study) => {
      const count = await study.retry(trials);
      return {
        data: { waiting: count },
        lines: [
          count === 0
            ? `No trial of "${study.name}" failed.`
            : `${plural(count, "trial")} of "${study.name}" wait to be run again.`,
        ],
      };
    }),
});
