import { plural } from "@kaviar/base/text";
import { defineCommand } from "../../command/command.ts";
import { withStudyAt } from "../../studies/open.ts";
import { storageOption } from "../../studies/storage-option.ts";

export const command = defineCommand({
  usage: "study stop NAME",
  about: "Asks whoever runs a study, in any process, to begin no more trials; those that run end as ever.",
  examples: ["kaviar study stop digits", "kaviar study stop digits --storage postgres://tuner@db/studies"],
  words: ["NAME"],
  options: storageOption,
  run: ({ words, options: { storage } }) =>
    withStudyAt(storage, words[0]!, async (study) => {
      await study.stop();
      const running = study.trials.filter(({ state }) => state === "running").length;
      return {
        data: { running },
        lines: [
          running === 0
            ? `Nobody runs a trial of "${study.name}" now.`
            : `Whoever runs "${study.name}" begins no more trials; ${plural(running, "trial")} that ${running === 1 ? "runs ends" : "run end"} as ever.`,
        ],
      };
    }),
});
