import { type SearchOptions, type Source, searchNetwork } from "@kaviar/architecture";
import { parseDuration, shownUrl } from "@kaviar/base/text";
import { whenPipeCloses } from "../command/closed-pipe.ts";
import { commandLine } from "../command/command-line.ts";
import { exitCode } from "../command/exit-code.ts";
import type { Outcome, Output } from "../command/outcome.ts";
import { forget } from "../fitting/forget.ts";
import type { Interrupt } from "../fitting/interrupt.ts";
import type { Names } from "../fitting/names.ts";
import { defaultStorage } from "../studies/storage-option.ts";
import { closingWords } from "./closing-words.ts";
import { startOf } from "./progress.ts";
import { summaryOf } from "./summary.ts";
import { watch } from "./watch.ts";
import { writeNetwork } from "./write-network.ts";

/** A search over networks that is to be run. */
export interface NetworkRun {
  readonly task: SearchOptions["task"];
  readonly x: unknown;
  readonly y: readonly (string | number)[];
  readonly source: Source;
  /** What was noticed while reading. */
  readonly notes: readonly string[];
  readonly names: Names;
  readonly budget: { readonly trials: number; readonly epochs?: number } | { readonly time: string };
  readonly workers: number | undefined;
  readonly metric: string | undefined;
  readonly holdout: number | "none" | undefined;
  readonly seed: number | undefined;
  /** What is predicted next, such as `new-photos/`. */
  readonly next: string;
}

/** The share of the time that is kept for writing. */
export const writing = 0.04;

/** Runs a search where people can see it, and writes what it finds. */
export const runNetwork = async (given: NetworkRun, interrupt: Interrupt, output: Output): Promise<Outcome> => {
  const { task, x, y, source, names, budget, workers, metric, holdout, seed, next } = given;
  const { style, progress: stream } = output;
  const time = "time" in budget ? Math.max(parseDuration(budget.time)!, performance.now() * 2) : undefined;
  const stopping = new AbortController();
  const watching = watch(
    startOf({ began: 0, deadline: time, total: "trials" in budget ? budget.trials : undefined }),
    stream,
  );
  whenPipeCloses(() => stopping.abort());
  interrupt.becomes(() => {
    watching.interrupt();
    stopping.abort();
  });
  try {
    const running = searchNetwork(
      { x, y },
      {
        task,
        budget:
          time === undefined
            ? (budget as { trials: number; epochs?: number })
            : { time: Math.max(time * (1 - writing) - performance.now(), 1) },
        ...{ workers, metric, holdout, seed, signal: stopping.signal },
        storage: defaultStorage(),
        name: names.study,
        folder: names.search,
      },
    );
    const listening = (async () => {
      for await (const event of running) watching.hear(event);
    })();
    // The events end with the error that the search ends with: it is thrown once, by the search.
    listening.catch(() => {});
    const result = await running;
    watching.hear({ kind: "finishing", doing: `the files of ${names.out}` });
    const files = await writeNetwork(result, { ...source, command: commandLine(), notes: given.notes }, names.out);
    await result.study.close();
    watching.stop();
    const seconds = performance.now() / 1000;
    return {
      data: { ...summaryOf(result), study: names.study, storage: shownUrl(defaultStorage()), folder: names.out, files },
      lines: closingWords(result, { names, files, seconds, next }, style),
      code: interrupt.heard ? exitCode.interrupted : exitCode.done,
    };
  } catch (error) {
    await forget(names);
    throw error;
  } finally {
    watching.stop();
  }
};
