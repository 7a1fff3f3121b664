import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SearchEvent, type SharedNetworkSearch, sharedNetworkSearch } from "@kaviar/architecture";
import { artifactStore } from "@kaviar/tune";
import type { Outcome, Output } from "../../command/outcome.ts";
import { shellWord } from "../../command/shell-word.ts";
import { namesOf } from "../../fitting/names.ts";
import { type HandedOver, handOver } from "../../fitting/sharing/handed-over.ts";
import type { Opened } from "../../fitting/sharing/work-on-pipelines.ts";
import { workOnSearch } from "../../fitting/sharing/work-on-search.ts";
import { closingWords } from "../closing-words.ts";
import type { Found } from "../found.ts";
import { startOf } from "../progress.ts";
import { settingsOf } from "../settings.ts";
import { summaryOf } from "../summary.ts";
import { watch } from "../watch.ts";
import { writeNetwork } from "../write-network.ts";
import { sharedNetworkOptions } from "./options-of.ts";
import { rowsKept, withRows } from "./rows-of-all.ts";

/** Works on a search for a network, with the rows that travelled with the study. */
export const workOnNetworks = async (work: Opened, { style, progress }: Output): Promise<Outcome> => {
  const { storage, record, url, given } = work;
  const kept = rowsKept(record)!;
  const { workers = 1 } = given.options;
  const settings = settingsOf(kept.job, given.options);
  const place = { storage: url, artifacts: undefined, workers, name: record.name };
  return withRows(artifactStore(storage, record), kept, (found) => {
    progress.write(`${found.says}, as they were read in ${work.commission.folder}\n`);
    return workOnSearch<SearchEvent, SharedNetworkSearch>({
      ...{ storage, record },
      watching: watch(startOf({ began: 0, deadline: undefined, total: undefined }), progress),
      share: (signal) => sharedNetworkSearch(found, sharedNetworkOptions(kept.job, settings, { ...place, signal })),
      finish: (shared, ended) => finish(shared, ended, { work, found, style }),
    });
  });
};

interface Finishing {
  readonly work: Opened;
  readonly found: Found;
  readonly style: Output["style"];
}

/** Trains what is chosen on all rows, and leaves its files with the study. */
const finish = async (
  shared: SharedNetworkSearch,
  ended: string,
  { work: { storage, record, commission, given }, found, style }: Finishing,
): Promise<void> => {
  const { words, options } = given;
  const result = await shared.finish(ended);
  const folder = await mkdtemp(join(tmpdir(), "kaviar-fitted-"));
  try {
    const command = ["kaviar", "fit", ...commission.typed].map(shellWord).join(" ");
    const files = await writeNetwork(result, { ...found.source, command, notes: found.notes }, folder);
    const names = { ...namesOf(words[0]!, options.target ?? "class", options.out), study: record.name };
    await handOver(storage, record, {
      ...{ folder, files },
      lines: closingWords(result, { names, files, seconds: result.seconds, next: found.next }, style),
      data: {
        ...summaryOf(result),
        study: record.name,
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
