import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sharedNetworkSearch } from "@kaviar/architecture";
import { keepCommission } from "../../agents/commission.ts";
import type { EngineName } from "../../agents/placement-options.ts";
import type { Given } from "../../command/command.ts";
import { exitCode } from "../../command/exit-code.ts";
import type { Outcome, Output } from "../../command/outcome.ts";
import { namesOf } from "../../fitting/names.ts";
import type { fitOptions } from "../../fitting/options.ts";
import { placeSearch } from "../../fitting/sharing/place-search.ts";
import type { Task } from "../job.ts";
import { startOf } from "../progress.ts";
import { readFound } from "../read-found.ts";
import { settingsOf } from "../settings.ts";
import { watch } from "../watch.ts";
import { sharedNetworkOptions } from "./options-of.ts";
import { bringRows } from "./rows-of-all.ts";

/** Hands a search for a network to agents. */
export const placeNetworks = (
  job: Task,
  given: Pick<Given<typeof fitOptions>, "words" | "options" | "typed">,
  engine: EngineName,
  output: Output,
): Promise<Outcome> => {
  const { words, options, typed } = given;
  const data = words[0]!;
  const { progress } = output;
  const settings = settingsOf(job, options);
  const { budget } = settings;
  const names = namesOf(data, options.target ?? "class", options.out);
  // The image of a pod is no column.
  const { image, ...others } = options;
  const read = engine === "kubernetes" ? others : options;
  return placeSearch(
    {
      ...{ given, engine, names },
      // Rows travel as they were read.
      read: [],
      time: "time" in budget ? budget.time : undefined,
      prepare: async (place, mayBegin) => {
        mayBegin();
        const folder = await mkdtemp(join(tmpdir(), "kaviar-data-"));
        const remove = () => rmSync(folder, { recursive: true, force: true });
        // Ctrl-C ends reading at once, and nothing is left of it.
        const leave = () => {
          remove();
          process.exit(exitCode.interrupted);
        };
        process.on("SIGINT", leave);
        try {
          const found = await readFound(job, data, read, { progress, folder });
          const total = "trials" in budget ? budget.trials : undefined;
          return {
            shared: sharedNetworkSearch(found, sharedNetworkOptions(job, settings, { ...place, name: names.study })),
            watching: watch(startOf({ began: performance.now(), deadline: undefined, total }), progress),
            keep: async (storage, record) => {
              await keepCommission(storage, record, { command: "fit", typed }, []);
              await bringRows(storage, record, job, found);
            },
            close: async () => {
              await found.close?.();
              remove();
            },
          };
        } catch (error) {
          remove();
          throw error;
        } finally {
          process.off("SIGINT", leave);
        }
      },
    },
    output,
  );
};
