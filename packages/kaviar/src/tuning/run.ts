import { styleFor } from "@kaviar/base/text";
import type { OptimizeOptions, Space, Study, StudyRecord, Trial } from "@kaviar/tune";
import { whenPipeCloses } from "../command/closed-pipe.ts";
import { exitCode } from "../command/exit-code.ts";
import type { Outcome, Output } from "../command/outcome.ts";
import { summaryOf } from "../studies/summary.ts";
import { whereWords } from "../studies/where-words.ts";
import { closingWords } from "./closing-words.ts";
import type { Source } from "./source.ts";
import { startOf } from "./start-of.ts";
import type { TuneOptions } from "./tune-options.ts";
import { watch } from "./watch.ts";

/** What is run: a study with what the storage knows of it, what is tuned, and what was asked for. */
interface Run {
  readonly study: Study;
  readonly record: StudyRecord;
  readonly source: Source;
  readonly options: TuneOptions & { readonly storage: string };
}

/** Runs a study where people can see it. */
export const run = async ({ study, record, source, options }: Run, { style, progress }: Output): Promise<Outcome> => {
  const began = performance.now();
  const reader = new AbortController();
  whenPipeCloses(() => reader.abort());
  let interrupted = false;
  const noteInterrupt = () => {
    interrupted = true;
    // The study listens too while it runs trials; before and after, there is nothing to wait for.
    if (process.listenerCount("SIGINT") === 1) process.exit(exitCode.interrupted);
  };
  process.on("SIGINT", noteInterrupt);
  const watching = watch(study, await startOf(study, options, began), progress);
  const sayWhere = () => {
    watching.leave();
    process.stderr.write(`${whereWords(study.name, options.storage, styleFor(process.stderr))}\n`);
  };
  process.once("exit", sayWhere);
  try {
    const objective = source.objective as URL;
    const optimizing = optimizeOptions(options, reader.signal);
    const { stopped } = await (source.space === undefined
      ? study.optimize(null, objective, optimizing)
      : study.optimize<Space>(source.space, objective, optimizing));
    await watching.stop();
    await study.refresh();
    const { ended } = watching;
    const elapsed = performance.now() - began;
    const mine = study.trials.filter(({ number }) => ended.has(number));
    const failure = mine.findLast(({ state }) => state === "failed");
    // A study that has its trials already, and none that did not fail, is no more of a success the second time.
    const judged = mine.length > 0 ? mine : study.trials;
    const allFailed = judged.length > 0 && judged.every(({ state }) => state === "failed");
    const isFatal = ({ state, error = "" }: Trial) => state === "failed" && options.fatal?.(error, undefined) === true;
    const isFailed = allFailed || mine.some(isFatal);
    const told = failure ?? (allFailed ? study.trials.at(-1) : undefined);
    return {
      data: {
        ...(await summaryOf(study, record, options.storage)),
        run: {
          trials: mine.map(({ number }) => number),
          milliseconds: Math.round(elapsed),
          stopped,
          lastFailure:
            told === undefined ? null : { number: told.number, error: told.error, stack: told.stack ?? null },
        },
      },
      lines: await closingWords(
        study,
        { stopped, elapsed, trials: mine, failure: told, storage: options.storage },
        style,
      ),
      code: interrupted ? exitCode.interrupted : isFailed ? exitCode.failed : exitCode.done,
    };
  } finally {
    await watching.stop();
    process.off("SIGINT", noteInterrupt);
    process.off("exit", sayWhere);
  }
};

/** What `optimize` is told of what may be said here: all that it takes, but for what is said of every run. */
const limits: Readonly<Record<Exclude<keyof OptimizeOptions, "workers" | "concurrency" | "signal">, true>> = {
  trials: true,
  complete: true,
  failures: true,
  timeout: true,
  overtime: true,
  target: true,
  patience: true,
  regret: true,
  retry: true,
  fatal: true,
  trialTimeout: true,
  trialMemory: true,
  log: true,
};

const optimizeOptions = (options: TuneOptions, signal: AbortSignal): OptimizeOptions => {
  const given = (Object.keys(limits) as (keyof typeof limits)[]).flatMap((name) =>
    options[name] === undefined ? [] : [[name, options[name]]],
  );
  return { workers: options.workers ?? 1, signal, ...Object.fromEntries(given) };
};
