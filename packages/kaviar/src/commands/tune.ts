import { statSync } from "node:fs";
import type { Study } from "@kaviar/tune";
import { checkSecrets, keepCommission } from "../agents/commission.ts";
import { follow } from "../agents/follow.ts";
import { checkShared, dryRun, place } from "../agents/place.ts";
import { checkPlacement, placementOptions, withoutPlacement } from "../agents/placement-options.ts";
import { count, duration, number, pattern, positive, size, text, whole } from "../arguments/readers.ts";
import { defineCommand, type Given } from "../command/command.ts";
import { watchOption, whileShown } from "../dashboard/while-shown.ts";
import { recordOf, withStorage, withStudy } from "../studies/open.ts";
import { defaultStorage } from "../studies/storage-option.ts";
import { run } from "../tuning/run.ts";
import { sourceOf } from "../tuning/source.ts";
import { artifactsIn, studyOf, studyOptions } from "../tuning/study-options.ts";
import type { TuneOptions } from "../tuning/tune-options.ts";

const options = {
  trials: { takes: "N", read: count, about: "How many trials the study has in the end, all runs of it together" },
  workers: { takes: "N", read: count, about: "How many processes run trials at once (1)" },
  name: { takes: "NAME", read: text, about: "What the study is called (the file's name)" },
  space: { takes: "FILE", read: text, about: "The space, as JSON" },
  timeout: { takes: "TIME", read: duration, about: "How long to ask for new trials: 30s, 10m, 1.5h" },
  overtime: { takes: "TIME", read: duration, about: "How long running trials may go on then (to their end)" },
  target: { takes: "X", read: number, about: "A value that is good enough to stop" },
  patience: { takes: "N", read: count, about: "How many trials may end in a row without a better one" },
  regret: {
    takes: "X",
    read: positive,
    about: "Stop when a model expects the best to be beaten by no more: an estimate",
  },
  complete: { takes: "N", read: count, about: "How many complete trials the study has in the end" },
  failures: { takes: "N", read: count, about: "How many trials may fail one after another before it stops" },
  retry: { takes: "N", read: whole, about: "How often a trial that fails is run again (0)" },
  fatal: { takes: "PATTERN", read: pattern, about: "Errors of a trial that end the study: a regular expression" },
  "trial-timeout": { takes: "TIME", read: duration, about: "How long one trial may take; longer, and it is failed" },
  "trial-memory": { takes: "SIZE", read: size, about: "How much memory one trial may take: 512MB, 2GB" },
  ...watchOption,
  ...placementOptions,
  ...studyOptions,
} as const;

export const command = defineCommand({
  usage: "tune OBJECTIVE.ts [options], or tune --space SPACE.json [options] -- COMMAND …",
  about: `Searches the best parameters of a module's default export, or of a command. A study of the same
name is continued. The module may export \`space\`, and \`options\` for what can be said here. A command finds its
parameters as JSON in KAVIAR_PARAMS, and prints its value.`,
  examples: [
    "kaviar tune objective.ts --trials 200 --workers 2",
    "kaviar tune objective.ts --name digits --pruner asha --timeout 10m --trial-memory 2GB",
    "kaviar tune objective.ts --sampler 'tpe(startup=20)' --pruner 'patient(median, patience=3)' --patience 50",
    "kaviar tune --space space.json --trials 50 -- python3 train.py",
    "kaviar tune objective.ts --trials 2000 --on slurm --nodes 8 --workers 4 --time 4h --slurm partition=gpu",
  ],
  words: ["OBJECTIVE?"],
  options,
  takesCommand: true,
  run: async ({ words, rest, options: given, typed }, output) => {
    checkPlacement(given);
    const source = await sourceOf(words, rest, given.space);
    const all = mergeDirections(source.options, fromCommandLine(given));
    const url = all.storage ?? defaultStorage();
    if (given.on !== undefined) {
      checkShared(url);
      checkSecrets(rest);
    }
    if (given.on !== undefined && given["dry-run"])
      return dryRun(all.name ?? source.name, given.on, url, given, all.workers ?? 1, [artifactsIn(all)]);
    const made = await studyOf(all);
    return withStorage(all.storage, "make", (storage) =>
      withStudy(
        storage,
        all.name ?? source.name,
        async (study) => {
          const record = await recordOf(storage, study.name);
          const read = [...words, ...(rest ?? []), ...(given.space === undefined ? [] : [given.space])];
          const keep = () => keepCommission(storage, record, { command: "tune", typed }, read.filter(isFile));
          const { on } = given;
          const work = async () => {
            // The storage shows itself without its password.
            const options = { ...all, storage: storage.url };
            if (on !== undefined) {
              const workers = all.workers ?? 1;
              const isOver = async () => hasBegun(study, options);
              const toPlace = { record, storage, url, engine: on, placement: given, workers, isOver, keep };
              return follow({ study, record, crew: await place(toPlace, output), options }, output);
            }
            await keep();
            return run({ study, record, source, options }, output);
          };
          return given.watch ? whileShown(storage, { study: study.name, output }, work) : work();
        },
        made,
      ),
    );
  },
});

/** Whether all trials of a study have begun. */
const hasBegun = ({ history }: Study, { trials = Infinity }: TuneOptions): boolean =>
  history.trials.length >= trials && history.trials.every((trial) => trial?.state !== "waiting");

/** What a command read stands among its words. */
const isFile = (word: string): boolean => statSync(word, { throwIfNoEntry: false })?.isFile() ?? false;

/** The options of the command line under the names they have in code. */
const fromCommandLine = (given: Given<typeof options>["options"]): TuneOptions => {
  const {
    space: _,
    watch: __,
    "trial-timeout": trialTimeout,
    "trial-memory": trialMemory,
    "not-deterministic": notDeterministic,
    "warm-start": warmStart,
    fatal,
    ...same
  } = withoutPlacement(given);
  return {
    ...same,
    ...(trialTimeout !== undefined && { trialTimeout }),
    ...(trialMemory !== undefined && { trialMemory }),
    ...(notDeterministic && { deterministic: false }),
    ...(warmStart !== undefined && { warmStart }),
    ...(fatal !== undefined && { fatal: (error: string) => fatal.test(error) }),
  };
};

/** A direction given here takes the place of the directions in the module, and the other way round. */
const mergeDirections = ({ direction, directions, ...fromModule }: TuneOptions, given: TuneOptions): TuneOptions =>
  ({
    ...fromModule,
    ...(given.direction === undefined && given.directions === undefined && { direction, directions }),
    ...given,
  }) as TuneOptions;
