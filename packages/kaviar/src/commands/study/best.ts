import type { Trial } from "@kaviar/tune";
import { defineCommand } from "../../command/command.ts";
import { CommandError } from "../../command/command-error.ts";
import { keptFiles } from "../../studies/kept-files.ts";
import { lookAt } from "../../studies/open.ts";
import { storageOption } from "../../studies/storage-option.ts";
import { bestTrials, countStates, countsLine } from "../../studies/summary.ts";
import { trialBlock } from "../../studies/trial-block.ts";
import { trialData } from "../../studies/trial-data.ts";
import { trialTable } from "../../studies/trial-table.ts";

export const command = defineCommand({
  usage: "study best NAME",
  about: "Shows the best trial that keeps its constraints; with several objectives the Pareto front.",
  words: ["NAME"],
  options: { ...storageOption },
  run: ({ words, options }, { style, columns }) =>
    lookAt(options.storage, words[0]!, async (study) => {
      const trials = await bestTrials(study);
      if (trials.length === 0)
        throw new CommandError(
          "no-best-trial",
          `The best trial is a complete one that keeps its constraints; "${study.name}" has ${countsLine(countStates(study.trials))}.`,
        );
      return study.directions.length > 1
        ? { data: trials.map(bestData), lines: trialTable(study, trials, style, columns) }
        : { data: bestData(trials[0]!), lines: trialBlock("best", study, trials[0]!, style) };
    }),
});

const bestData = (trial: Trial) => ({ ...trialData(trial), files: keptFiles(trial)?.files ?? [] });
