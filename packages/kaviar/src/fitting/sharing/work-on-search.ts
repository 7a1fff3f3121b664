import { mkdtemp, rm } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { type SharedSearch, sharedSearch } from "@kaviar/tabular";
import { artifactStore, type Storage, type StudyRecord } from "@kaviar/tune";
import type { Commission } from "../../agents/commission.ts";
import type { Given } from "../../command/command.ts";
import type { Outcome, Output } from "../../command/outcome.ts";
import { shellWord } from "../../command/shell-word.ts";
import { recordOf, withStorage } from "../../studies/open.ts";
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
import { asFinisher } from "./elect.ts";
import { failureOf, type HandedOver, handedOverOf, handOver, keepFailure } from "./handed-over.ts";
import { sharedOptions, wholeSeconds, writingSeconds } from "./options-of.ts";

interface Work {
  /** Of the study. */
  readonly name: string;
  readonly storage: string;
  readonly commission: Commission;
  /** What was typed when it was begun, read. */
  readonly given: Pick<Given<typeof fitOptions>, "words" | "options">;
}

/** Works on a search beside all others who do; one of them finishes it, and leaves the files of the model with the study. */
export const workOnSearch = (work: Work, output: Output): Promise<Outcome> =>
  withStorage(work.storage, "change", async (storage) => {
    const record = await recordOf(storage, work.name);
    return withFiles(artifactStore(storage, record), work.commission, (pathOf) =>
      workOn(work, { storage, record, pathOf }, output),
    );
  });

interface Here {
  readonly storage: Storage;
  readonly record: StudyRecord;
  /** What files that were named where it was begun are called here. */
  pathOf(path: string): string;
}

const workOn = async (
  { name, storage: url, commission, given }: Work,
  { storage, record, pathOf }: Here,
  output: Output,
): Promise<Outcome> => {
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
    names: { ...namesOf(data, target, options.out), study: name },
    budget: budgetOf(options),
    settings: options,
  };
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  const shared = sharedSearch(table, sharedOptions(search, { storage: url, workers, signal: stopping.signal }));
  const watching = watch(startOf({ began: 0, deadline: undefined, total: undefined }), progress);
  const about = { study: name, storage: storage.url };
  try {
    const joining = shared.join();
    for await (const event of joining) watching.hear(event);
    const ended = await joining;
    // What is fitted in the end is of no use in parts: a signal ends that at once.
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
    if (ended === undefined) return { data: about, lines: ["Ended: what ran is back in the queue."] };
    const isOver = async () => (await handedOverOf(storage, record)) ?? (await failureOf(storage, record));
    if (await isOver()) return { data: about, lines: ["The search is finished."] };
    const self = [hostname(), process.pid, process.env.KAVIAR_AGENT].filter((each) => each !== undefined).join(":");
    const other = await asFinisher(storage, record, self, async () => {
      // Whoever finished it may have been waited for.
      if (await isOver()) return;
      const finishing = finish({ shared, ended, search, path: pathOf(data), storage, record, commission, output });
      await finishing.catch((error) => keepFailure(storage, record, error));
    });
    const nothing = await failureOf(storage, record);
    return {
      data: about,
      lines: [nothing?.message ?? (other === undefined ? "The search is finished." : `${other} finishes the search.`)],
    };
  } finally {
    watching.stop();
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
  }
};

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
