import { toJson } from "@kaviar/base/text";
import { oneOf } from "../../arguments/readers.ts";
import { defineCommand } from "../../command/command.ts";
import { trialsAsCsv } from "../../studies/csv.ts";
import { lookAt } from "../../studies/open.ts";
import { storageOption } from "../../studies/storage-option.ts";
import { trialData } from "../../studies/trial-data.ts";

const options = {
  format: {
    takes: "FORMAT",
    read: oneOf(["json", "csv", "jsonl"]),
    about: "json, csv, or jsonl: one trial a line (json)",
  },
  ...storageOption,
} as const;

export const command = defineCommand({
  usage: "study export NAME [--format json|csv|jsonl]",
  about: 'Prints everything that is known of a study\'s trials. ±Infinity is the text "Infinity" in JSON.',
  examples: ["kaviar study export digits --format csv > digits.csv"],
  words: ["NAME"],
  options,
  run: ({ words, options }) =>
    lookAt(options.storage, words[0]!, async (study, { record: { createdAt } }) => {
      const { trials, directions, objectives } = study;
      const data = () => ({
        name: study.name,
        directions,
        ...(objectives && { objectives }),
        seed: study.seed,
        attributes: study.attributes,
        createdAt: new Date(createdAt).toISOString(),
        trials: trials.map(trialData),
      });
      const formats = {
        json: () => [toJson(data(), 2)],
        jsonl: () => trials.map((trial) => toJson(trialData(trial))),
        csv: () => trialsAsCsv(study),
      };
      return { data, lines: formats[options.format ?? "json"]() };
    }),
});
