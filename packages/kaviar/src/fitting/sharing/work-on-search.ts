import { hostname } from "node:os";
import type { Storage, StudyRecord } from "@kaviar/tune";
import type { Outcome } from "../../command/outcome.ts";
import { asFinisher } from "./elect.ts";
import { failureOf, handedOverOf, keepFailure } from "./handed-over.ts";
import type { SharedWork, Watching } from "./shared-work.ts";

interface Work<E, S extends SharedWork<E>> {
  readonly storage: Storage;
  readonly record: StudyRecord;
  readonly watching: Watching<E>;
  /** The search, which leaves it when the signal says so. */
  share(signal: AbortSignal): S;
  /** Of a search that is over, for this reason: leaves the files of the model with the study. */
  finish(shared: S, ended: string): Promise<void>;
}

/** Works on a search beside all others who do; one of them finishes it. */
export const workOnSearch = async <E, S extends SharedWork<E>>({
  storage,
  record,
  watching,
  share,
  finish,
}: Work<E, S>): Promise<Outcome> => {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  const shared = share(stopping.signal);
  const about = { study: record.name, storage: storage.url };
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
      await finish(shared, ended).catch((error) => keepFailure(storage, record, error));
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
