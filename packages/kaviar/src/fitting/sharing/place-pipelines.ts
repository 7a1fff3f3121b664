import { sharedSearch } from "@kaviar/tabular";
import { artifactStore } from "@kaviar/tune";
import { keepCommission } from "../../agents/commission.ts";
import type { EngineName } from "../../agents/placement-options.ts";
import type { Given } from "../../command/command.ts";
import type { Outcome, Output } from "../../command/outcome.ts";
import { checkEarlier } from "../../studies/earlier-study.ts";
import { namesOf } from "../names.ts";
import type { fitOptions } from "../options.ts";
import { startOf } from "../progress.ts";
import { budgetOf, holdoutOf, readRows, targetOf } from "../read-search.ts";
import { sameForAll } from "../sampled.ts";
import { watch } from "../watch.ts";
import { bringFiles, filesRead } from "./data-files.ts";
import { sharedOptions } from "./options-of.ts";
import { placeSearch } from "./place-search.ts";

/** Hands a search over pipelines of a table to agents. */
export const placePipelines = async (
  given: Pick<Given<typeof fitOptions>, "words" | "options" | "typed">,
  engine: EngineName,
  output: Output,
): Promise<Outcome> => {
  const { words, options, typed } = given;
  const data = words[0]!;
  const { progress } = output;
  const target = await targetOf(data, options, progress);
  const names = namesOf(data, target, options.out);
  const budget = budgetOf(options);
  const held = options.holdout;
  const read = [data, ...(typeof held === "object" ? [held.file] : [])];
  return placeSearch(
    {
      ...{ given, engine, names, read },
      time: "time" in budget ? budget.time : undefined,
      check: async () => {
        if (options["warm-start"] !== undefined && !options.resume) await checkEarlier(options["warm-start"]);
      },
      prepare: async (place, check) => {
        const began = performance.now();
        const { table, of } = sameForAll(await readRows(data, target, options, progress, { check }), options.sample);
        const reading = performance.now() - began;
        const holdout = await holdoutOf(options, table, data);
        const search = { table, of, reading, target, names, budget, settings: options, holdout };
        const total = "evaluations" in budget ? budget.evaluations : undefined;
        return {
          shared: sharedSearch(table, sharedOptions(search, place)),
          watching: watch(startOf({ began: performance.now(), deadline: undefined, total }), progress),
          keep: async (storage, record) => {
            const files = await filesRead(read);
            await keepCommission(storage, record, { command: "fit", typed }, files);
            await bringFiles(artifactStore(storage, record), files, (line) => progress.write(`  ${line}\n`));
          },
        };
      },
    },
    output,
  );
};
