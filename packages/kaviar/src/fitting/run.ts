import { formatDuration, parseDuration, shownUrl } from "@kaviar/base/text";
import {
  type AutofitOptions,
  type AutofitResult,
  autofit,
  renderFitReport,
  reportData,
  type Table,
} from "@kaviar/tabular";
import { whenPipeCloses } from "../command/closed-pipe.ts";
import { commandLine } from "../command/command-line.ts";
import { exitCode } from "../command/exit-code.ts";
import type { Outcome, Output } from "../command/outcome.ts";
import { defaultStorage } from "../studies/storage-option.ts";
import { closingWords } from "./closing-words.ts";
import { fitWhole, keptForWhole } from "./fit-whole.ts";
import { forget } from "./forget.ts";
import { foundOf } from "./found-of.ts";
import type { Interrupt } from "./interrupt.ts";
import type { Names } from "./names.ts";
import { startOf } from "./progress.ts";
import { resultData } from "./result-data.ts";
import { isSample } from "./sampled.ts";
import type { Settings } from "./settings.ts";
import { type Watch, watch } from "./watch.ts";
import { writeOutputs } from "./write-outputs.ts";

/** A search that is to be run. */
export interface Search {
  readonly table: Table;
  /** How many rows the file has, of which those of the table are all or a sample. */
  readonly of: number;
  /** Milliseconds that it took to read. */
  readonly reading: number;
  /** The path of its file, as it was given. */
  readonly data: string;
  readonly target: string;
  readonly names: Names;
  readonly budget: { readonly evaluations: number } | { readonly time: string };
  readonly workers: number | undefined;
  readonly settings: Settings;
  readonly holdout: number | "none" | Table | undefined;
}

/** The share of the time that is kept for writing: the page has to ask the model thousands of times. */
export const writing = 0.1;

/** The share of the time that a search needs, however long it took to read what it is about. */
const least = 0.5;

/** When the command is to end, in milliseconds since its start; said where that is later than was asked for. */
const endOf = (time: number, stream: Output["progress"]): number => {
  const read = performance.now();
  const end = Math.max(time, read + least * time);
  if (end > time)
    stream.write(
      `  Reading took ${formatDuration(read)} of ${formatDuration(time)}: it takes ${formatDuration(end)}.\n`,
    );
  return end;
};

/** Runs a search where people can see it, and writes what it finds. */
export const run = async (search: Search, interrupt: Interrupt, output: Output): Promise<Outcome> => {
  const { style, columns, progress: stream } = output;
  const { budget, names } = search;
  // Of the command, its start and reading included.
  const began = 0;
  const time = "time" in budget ? endOf(parseDuration(budget.time)!, stream) : undefined;
  const stopping = new AbortController();
  const watching = watch(
    startOf({
      began,
      deadline: time,
      total: "evaluations" in budget ? budget.evaluations : undefined,
    }),
    stream,
  );
  whenPipeCloses(() => stopping.abort());
  interrupt.becomes(() => {
    watching.interrupt();
    stopping.abort();
  });
  const sayHowToGoOn = () => {
    watching.stop();
    process.stderr.write(`Ended. Every evaluation is in the study ${names.study}: --resume goes on from there.\n`);
  };
  process.once("exit", sayHowToGoOn);
  try {
    const options = optionsOf(search, time);
    const running = autofit(search.table, { ...options, signal: stopping.signal });
    const searched = await heard(running, watching);
    const say = (doing: string) => watching.hear({ kind: "finishing", doing });
    const { result, sampled } = isSample(search)
      ? await fitWhole(searched, search, {
          say,
          seconds: time === undefined ? undefined : (time * (1 - writing) - performance.now()) / 1000,
          isInterrupted: interrupt.heard,
        })
      : { result: searched, sampled: undefined };
    say(`the files of ${names.out}`);
    const files = await writeOutputs(names.out, {
      result,
      found: foundOf(result, search),
      table: search.table,
      report: () => {
        say("the report");
        return reportOf(result, search, {
          options,
          command: commandLine(),
          seconds: secondsLeft(time, interrupt.heard),
        });
      },
    });
    await result.study.close();
    watching.stop();
    const seconds = performance.now() / 1000;
    return {
      data: {
        ...resultData(result),
        ...(sampled !== undefined && { sampled }),
        study: names.study,
        storage: shownUrl(defaultStorage()),
        folder: names.out,
        files,
      },
      lines: closingWords(result, { names, files, seconds, sampled }, { style, columns }),
      code: interrupt.heard ? exitCode.interrupted : exitCode.done,
    };
  } catch (error) {
    await forget(names);
    if (!(interrupt.heard && watching.progress.best === undefined)) throw error;
    return {
      data: { study: names.study, storage: shownUrl(defaultStorage()), folder: names.out, files: [] },
      lines: ["Interrupted before the first pipeline was scored: there is nothing to write."],
      code: exitCode.interrupted,
    };
  } finally {
    watching.stop();
    process.off("exit", sayHowToGoOn);
  }
};

const optionsOf = (
  { table, of, reading, target, names, budget, workers, settings, holdout }: Search,
  time: number | undefined,
): AutofitOptions => {
  const { metric, preset, folds, group, "time-column": timeColumn, seed, prefer, calibrate, threshold } = settings;
  const kept = time !== undefined && isSample({ table, of }) ? keptForWhole(time, reading) : 0;
  return {
    target,
    budget: time === undefined ? budget : { time: Math.max(time * (1 - writing) - kept - performance.now(), 1) },
    ...{ metric, preset, folds, workers, group, time: timeColumn, seed, holdout, prefer, calibrate, threshold },
    warmStart: settings["warm-start"],
    storage: defaultStorage(),
    name: names.study,
    folder: names.search,
  };
};

/** Seconds that the page may ask the model for; without a limit to the whole as long as it takes by itself. */
const secondsLeft = (time: number | undefined, isInterrupted: boolean): number | undefined => {
  if (isInterrupted) return 3;
  return time === undefined ? undefined : Math.max((time - performance.now()) / 1000 - 0.5, 1);
};

/** The page of a search, by the command that it was run by. */
export const reportOf = async (
  result: AutofitResult,
  { table, data, names }: Pick<Search, "table" | "data" | "names">,
  {
    options,
    command,
    seconds,
  }: { readonly options: AutofitOptions; readonly command: string; readonly seconds: number | undefined },
): Promise<string> => {
  const told = { search: options, source: data, command, folder: names.out, ...(seconds !== undefined && { seconds }) };
  return renderFitReport(await reportData(result, table, told));
};

/** Awaits a search while its events are shown. */
const heard = async (running: ReturnType<typeof autofit>, watching: Watch): Promise<AutofitResult> => {
  const listening = (async () => {
    for await (const event of running) watching.hear(event);
  })();
  // The events end with the error that the search ends with: it is thrown once, by the search.
  listening.catch(() => {});
  return running;
};
