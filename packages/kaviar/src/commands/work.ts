import { checkFiles, commissionOf } from "../agents/commission.ts";
import { withoutPlacement } from "../agents/placement-options.ts";
import { parseArguments } from "../arguments/parse.ts";
import { defineCommand } from "../command/command.ts";
import { workOnPipelines } from "../fitting/sharing/work-on-pipelines.ts";
import { rowsKept } from "../networks/sharing/rows-of-all.ts";
import { workOnNetworks } from "../networks/sharing/work-on-networks.ts";
import { recordOf, withStorage } from "../studies/open.ts";
import { defaultStorage, storageOption } from "../studies/storage-option.ts";
import { command as fit } from "./fit.ts";
import { command as tune } from "./tune.ts";

export const command = defineCommand({
  usage: "work NAME",
  about: `Works on a study that was begun elsewhere, beside all others who do: with its objective, space, sampler, pruner and
limits, or with the rows and options of a search of \`kaviar fit\`, which the study keeps. It ends by itself when the study has
what it was begun for. Agents on a cluster run it; by hand it does the same on any machine that reaches the storage and has
the objective's files in this folder.`,
  examples: [
    "kaviar work digits --storage postgres://tuner@db.lab/studies",
    "ssh node7 'cd project && KAVIAR_STORAGE=postgres://tuner@db.lab/studies kaviar work digits'",
  ],
  words: ["NAME"],
  options: storageOption,
  run: async ({ words, options: { storage = defaultStorage() } }, output) => {
    const [name] = words;
    const commission = await withStorage(storage, "read", async (opened) =>
      commissionOf(await recordOf(opened, name!)),
    );
    if (commission.command === "fit")
      return withStorage(storage, "change", async (opened) => {
        const record = await recordOf(opened, name!);
        const given = parseArguments(fit, commission.typed);
        const work = rowsKept(record) === undefined ? workOnPipelines : workOnNetworks;
        return work({ storage: opened, record, url: storage, commission, given }, output);
      });
    await checkFiles(commission);
    const given = parseArguments(tune, commission.typed);
    const options = { ...withoutPlacement(given.options), name, storage } as unknown as typeof given.options;
    return tune.run({ ...given, options }, output);
  },
});
