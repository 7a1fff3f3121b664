import { parseDuration } from "@kaviar/base/text";
import { sharedSearch } from "@kaviar/tabular";
import { artifactStore } from "@kaviar/tune";
import { isBegunBy, keepCommission } from "../../agents/commission.ts";
import { aliveOf, checkShared, dryRun, place } from "../../agents/place.ts";
import type { EngineName, Placement } from "../../agents/placement-options.ts";
import type { Given } from "../../command/command.ts";
import type { Outcome, Output } from "../../command/outcome.ts";
import { checkEarlier } from "../../studies/earlier-study.ts";
import { recordOf, withStorage } from "../../studies/open.ts";
import { defaultStorage } from "../../studies/storage-option.ts";
import { artifactsIn } from "../../tuning/study-options.ts";
import { checkFolder, checkStudy } from "../begun-before.ts";
import { namesOf } from "../names.ts";
import type { fitOptions } from "../options.ts";
import { budgetOf, holdoutOf, readRows, targetOf } from "../read-search.ts";
import { sameForAll } from "../sampled.ts";
import { bringFiles, filesRead } from "./data-files.ts";
import { finisherOf } from "./elect.ts";
import { followSearch } from "./follow-search.ts";
import { handedOverOf, takeBack, writeHandedOver } from "./handed-over.ts";
import { sharedOptions } from "./options-of.ts";

/** An agent reads rows before its time begins, and ends by itself after it: in milliseconds. */
const besides = 10 * 60_000;

/** Hands a search to agents, or finds those that it has, and shows what they do; what one of them writes in the end is written here. */
export const placeSearch = async (
  { words, options, typed }: Pick<Given<typeof fitOptions>, "words" | "options" | "typed">,
  engine: EngineName,
  output: Output,
): Promise<Outcome> => {
  const data = words[0]!;
  const url = defaultStorage();
  checkShared(url);
  const { progress } = output;
  const target = await targetOf(data, options, progress);
  const names = namesOf(data, target, options.out);
  const budget = budgetOf(options);
  const { workers = 1 } = options;
  const artifacts = artifactsIn(options);
  const { time: _, ...others } = options;
  const limit = "time" in budget ? { time: `${Math.ceil((parseDuration(budget.time)! + besides) / 1000)}s` } : {};
  const placement: Placement = { ...others, ...limit };
  const held = options.holdout;
  const read = [data, ...(typeof held === "object" ? [held.file] : [])];
  if (options["dry-run"]) return dryRun(names.study, engine, url, placement, workers, [artifacts, ...read]);
  return withStorage(url, "make", async (storage) => {
    const before = (await storage.studies()).find(({ name }) => name === names.study);
    const isSame = before !== undefined && isBegunBy(before, typed);
    const handed = isSame ? await handedOverOf(storage, before) : undefined;
    if (handed !== undefined) {
      await writeHandedOver(storage, before!, handed, names.out);
      return { data: handed.data, lines: handed.lines };
    }
    const isThere = isSame && (await aliveOf(before)).length > 0;
    if (!isSame) {
      await checkStudy(names.study, options);
      if (options["warm-start"] !== undefined && !options.resume) await checkEarlier(options["warm-start"]);
    }
    const check = () => {
      if (!isThere) checkFolder(names.out, options);
    };
    const began = performance.now();
    const { table, of } = sameForAll(await readRows(data, target, options, progress, { check }), options.sample);
    const reading = performance.now() - began;
    const holdout = await holdoutOf(options, table, data);
    const search = { table, of, reading, target, names, budget, settings: options, holdout };
    const shared = sharedSearch(table, sharedOptions(search, { storage: url, artifacts, workers }));
    if (!isThere) await shared.begin();
    const record = await recordOf(storage, names.study);
    const keep = async () => {
      const files = await filesRead(read);
      await takeBack(storage, record);
      await keepCommission(storage, record, { command: "fit", typed }, files);
      await bringFiles(artifactStore(storage, record), files, (line) => progress.write(`  ${line}\n`));
    };
    const isOver = async () => (await finisherOf(storage, record)) !== undefined;
    const crew = await place({ record, storage, url, engine, placement, workers, data: read, isOver, keep }, output);
    return followSearch({ shared, storage, record, crew, names, budget }, output);
  });
};
