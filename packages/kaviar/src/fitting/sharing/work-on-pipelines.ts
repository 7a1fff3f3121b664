import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AutofitEvent, type SharedSearch, sharedSearch } from "@kaviar/tabular";
import { artifactStore, type Storage, type StudyRecord } from "@kaviar/tune";
import type { Commission } from "../../agents/commission.ts";
import type { Given } from "../../command/command.ts";
import type { Outcome, Output } from "../../command/outcome.ts";
import { shellWord } from "../../command/shell-word.ts";
import { closingWords } from "../closing-words.ts";
import { fitWhole } from "../fit-whole.ts";
import { foundOf } from "../found-of.ts";
import { namesOf } from "../names.ts";
import type { fitOptions } from "../options.ts";
import { startOf } from "../progress.ts";
import { budgetOf, holdoutOf, readRows } from "../read-search.ts";
import { resultData } from "../result-data.ts";
import { reportOf, type Search } from "../run.ts";
import { isSample, sameForAll } from "../sampled.ts";
import { watch } from "../watch.ts";
import { writeOutputs } from "../write-outputs.ts";
import { withFiles } from "./data-files.ts";
import { type HandedOver, handOver } from "./handed-over.ts";
import { sharedOptions, wholeSeconds, writingSeconds } from "./options-of.ts";
import { workOnSearch } from "./work-on-search.ts";

/** What was begun, as who works on it has it open. */
export interface Opened {
  readonly storage: Storage;
  readonly record: StudyRecord;
  /** Where the studies are, with the password. */
  readonly url: string;
  readonly commission: Commission;
  /** What was typed when it was begun, read. */
  readonly given: Pick<Given<typeof fitOptions>, "words" | "options">;
}

/** Works on a search over pipelines of a table, with the files that it was begun with. */
export const workOnPipelines = (work: Opened, output: Output): Promise<Outcome> =>
  withFiles(artifactStore(work.storage, work.record), work.commission, async (pathOf) => {
    const { storage, record, url, given, commission } = work;
    const { words, options } = given;
    const [data, target] = [words[0]!, options.target!];
    const { progress } = output;
    const began = performance.now();
    const { table, of } = sameForAll(await readRows(pathOf(data), target, options, progress), options.sample);
    const reading = performance.now() - began;
    const held = options.holdout;
    const holdoutHere = typeof held === "object" ? { file: pathOf(held.file) } : held;
    const holdout = await holdoutOf({ ...options, ...(held !== undefined && { holdout: holdoutHere }) }, table, data);
    const { workers = 1 } = options;
    const search: Search = {
      ...{ table, of, reading, data, target, workers, holdout },
      names: { ...namesOf(data, target, options.out), study: record.name },
      budget: budgetOf(options),
      settings: options,
    };
    return workOnSearch<AutofitEvent, SharedSearch>({
      ...{ storage, record },
      watching: watch(startOf({ began: 0, deadline: undefined, total: undefined }), progress),
      share: (signal) => sharedSearch(table, sharedOptions(search, { storage: url, workers, signal })),
      finish: (shared, ended) =>
        finish({ shared, ended, search, path: pathOf(data), storage, record, commission, output }),
    });
  });

interface Finishing {
  readonly shared: SharedSearch;
  /** Why the search is over. */
  readonly ended: string;
  readonly search: Search;
  /** Where the file of its rows is here. */
  readonly path: string;
  readonly storage: Storage;
  readonly record: StudyRecord;
  readonly commission: Commission;
  readonly output: Output;
}

/** Fits what is to be fitted, and leaves its files with the study. */
const finish = async (given: Finishing): Promise<void> => {
  const { shared, ended, search, path, storage, record, commission, output } = given;
  const found = await shared.finish(ended);
  const whole = { say: () => {}, seconds: wholeSeconds(search), isInterrupted: false };
  const { result, sampled } = isSample(search)
    ? await fitWhole(found, { ...search, data: path }, whole)
    : { result: found, sampled: undefined };
  const folder = await mkdtemp(join(tmpdir(), "kaviar-fitted-"));
  try {
    const { names, table, budget } = search;
    const options = sharedOptions(search, { storage: storage.url, workers: search.workers! });
    const command = ["kaviar", "fit", ...commission.typed].map(shellWord).join(" ");
    const files = await writeOutputs(folder, {
      result,
      found: foundOf(result, search),
      table,
      report: () => reportOf(result, search, { options, command, seconds: writingSeconds(budget) }),
    });
    await handOver(storage, record, {
      ...{ folder, files },
      lines: closingWords(
        result,
        { names, files, seconds: result.seconds, sampled },
        { style: output.style, columns: undefined },
      ),
      data: {
        ...resultData(result),
        ...(sampled !== undefined && { sampled }),
        study: names.study,
        storage: storage.url,
        folder: names.out,
        files,
      } as unknown as HandedOver["data"],
    });
  } finally {
    await result.study.close();
    await rm(folder, { recursive: true });
  }
};
