import { command } from "../../command/command.ts";
import { exitCode } from "../../command/exit-code.ts";
import { withStudyAt } from "../../studies/open.ts";
import { jsonOption, storageOption } from "../../studies/storage-option.ts";
import { bestTrials, countStates, countsLine } from "../../studies/summary.ts";
import { trialBlock } from "../../studies/trial-block.ts";
import { trialData } from "../../studies/trial-data.ts";
import { trialTable } from "../../studies/trial-table.ts";
import { jsonDocument } from "../../text/json.ts";
import { styleFor } from "../../text/style.ts";

export const best = command({
  usage: "study best NAME",
  about: "Shows the best trial that keeps its constraints; with several objectives the Pareto front.",
  words: ["NAME"],
  options: { ...storageOption, ...jsonOption },
  run: ({ words, options }) =>
    withStudyAt(options.storage, words[0]!, async (study) => {
      const trials = await bestTrials(study);
      if (trials.length === 0)
        throw new Error(
          `The best trial is a complete one that keeps its constraints; "${study.name}" has ${countsLine(countStates(study.trials))}.`,
        );
      const style = styleFor(process.stdout);
      const several = study.directions.length > 1;
      if (options.json) process.stdout.write(jsonDocument(several ? trials.map(trialData) : trialData(trials[0]!)));
      else if (several) process.stdout.write(`${trialTable(trials, style, process.stdout.columns).join("\n")}\n`);
      else process.stdout.write(`${trialBlock("best", trials[0]!, style).join("\n")}\n`);
      return exitCode.ok;
    }),
});
