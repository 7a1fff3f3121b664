import { oneOf } from "../../arguments/readers.ts";
import { command } from "../../command/command.ts";
import { exitCode } from "../../command/exit-code.ts";
import { trialsAsCsv } from "../../studies/csv.ts";
import { recordOf, withStorage, withStudy } from "../../studies/open.ts";
import { storageOption } from "../../studies/storage-option.ts";
import { trialData } from "../../studies/trial-data.ts";
import { jsonDocument, toJson } from "../../text/json.ts";

const options = {
  format: {
    takes: "FORMAT",
    read: oneOf(["json", "csv", "jsonl"]),
    about: "json, csv, or jsonl: one trial a line (json)",
  },
  json: { about: "The same as --format json" },
  ...storageOption,
} as const;

export const exportTrials = command({
  usage: "study export NAME [--format json|csv|jsonl]",
  about: 'Prints everything that is known of a study\'s trials. ±Infinity is the text "Infinity" in JSON.',
  examples: ["kaviar study export digits --format csv > digits.csv"],
  words: ["NAME"],
  options,
  run: ({ words, options }) =>
    withStorage(options.storage, { mayCreate: false }, async (storage) => {
      const { createdAt } = await recordOf(storage, words[0]!);
      return withStudy(storage, words[0]!, async (study) => {
        const formats = {
          json: () =>
            jsonDocument({
              name: study.name,
              directions: study.directions,
              seed: study.seed,
              createdAt: new Date(createdAt).toISOString(),
              trials: study.trials.map(trialData),
            }),
          jsonl: () => study.trials.map((trial) => `${toJson(trialData(trial))}\n`).join(""),
          csv: () => trialsAsCsv(study.trials, study.directions.length),
        };
        process.stdout.write(formats[options.format ?? "json"]());
        return exitCode.ok;
      });
    }),
});
