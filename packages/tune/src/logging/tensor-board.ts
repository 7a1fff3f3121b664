import { shown } from "@kaviar/base/error";
import { appendTo, writeAtomically } from "@kaviar/base/files";
import { float, message, tfRecord, valuesEvent, versionEvent } from "@kaviar/base/tensor-board";
import { flatten } from "@kaviar/base/text";
import { TuneError } from "../error.ts";
import type { Logged } from "../study/progress.ts";
import { namesOfValues } from "./names-of-values.ts";
import { sessionEnd, sessionStart } from "./tensor-board/session.ts";

/**
 * Event files that TensorBoard reads: each trial is a run in a folder of its own, with its reports step by step, its values, and
 * its parameters for the table and the parallel coordinates of "HParams".
 *
 * ```ts
 * await study.optimize(space, objective, { trials: 40, log: [tensorBoard("runs/digits")] });     // tensorboard --logdir runs
 * ```
 * Values stand one step after the last report. A study that exists is written by `for (const trial of study.trials)`.
 */
export const tensorBoard = (folder: string) => {
  if (typeof folder !== "string" || folder === "")
    throw new TuneError("no-folder", `tensorBoard takes the folder that its files go to: got ${shown(folder)}.`);
  return async ({ study, trial }: Logged): Promise<void> => {
    const { number, params, reports, values, startedAt, finishedAt } = trial;
    const began = (startedAt ?? finishedAt ?? new Date()).getTime() / 1000;
    const ended = (finishedAt ?? startedAt ?? new Date()).getTime() / 1000;
    const names = namesOfValues(study);
    const scalars = (step: number, at: readonly number[]) =>
      valuesEvent(
        ended,
        step,
        names.map((name, i) => [name, float(2, at[i]!)] as const),
      );
    const last = Math.max(-1, ...reports.map(({ step }) => step));
    const events = [
      versionEvent(began),
      sessionStart(began, flatten(params)),
      ...reports.toSorted((a, b) => a.step - b.step).map(({ step, values: at }) => scalars(step, at)),
      ...(values === undefined ? [] : [scalars(last + 1, values)]),
      sessionEnd(ended, trial.state),
    ];
    const run = `trial-${String(number).padStart(4, "0")}`;
    const file = `${folder}/${run}/events.out.tfevents.${began.toFixed(3)}.kaviar`;
    await appendTo(file, "");
    await writeAtomically(file, message(...events.map(tfRecord)));
  };
};
