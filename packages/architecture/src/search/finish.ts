import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { load, type TrainedModel } from "@kaviar/nn";
import { createStudy, int } from "@kaviar/tune";
import { extentOf } from "../evaluation/cycles.ts";
import type { Final, FinalTask } from "../evaluation/final.ts";
import { modelFile } from "../evaluation/progress.ts";
import { type SearchTask, writeTask } from "../evaluation/task.ts";
import { lossOf } from "../evaluation/training-of.ts";
import { writeEvaluator } from "../write-evaluator.ts";
import { caution, starting, wantedEpochs } from "./last-training.ts";
import type { Scored } from "./scored.ts";

interface Ending {
  readonly workers: number;
  readonly folder: string;
  /** Seconds that are left. */
  readonly left: () => number;
}

/** A network trained on all rows, or as it was when the time for that was over. */
export interface Finished {
  readonly model: TrainedModel;
  readonly member: Scored;
  /** Epochs on all rows; 0 where it is as it was. */
  readonly epochs: number;
}

/** Trains the chosen candidates on all rows, side by side: each goes on from what it has learned of some. */
export const finish = async (
  members: readonly Scored[],
  task: SearchTask,
  rows: number,
  { workers, folder, left }: Ending,
): Promise<readonly Finished[]> => {
  const seconds = left() - starting;
  const finals = members.map((member, i): Final & { readonly member: Scored } => {
    const { trial, candidate, pace, epochs } = member;
    const batch = (candidate.training as { batch?: number } | undefined)?.batch ?? 1;
    const wanted = Number.isFinite(seconds) ? wantedEpochs(member, rows) : Math.ceil(epochs);
    const plan = { seconds: Number.isFinite(seconds) ? caution * seconds : undefined, epochs: wanted };
    const extent = extentOf(plan, { share: 1, rows, batch, folds: 1, pace: pace || 1e-9 });
    return {
      member,
      candidate,
      checkpoint: join(task.folder, String(trial)),
      ...(candidate.training === undefined ? { epochs: 1, rows } : extent),
      seed: task.seed + 7919 * (i + 1),
      seconds: Number.isFinite(seconds) ? seconds : undefined,
      most: wanted,
      c: member.c,
      file: join(folder, `final-${i}.onnx`),
    };
  });
  // Those of an earlier run are of other networks.
  await Promise.all(finals.map(({ file }) => rm(file, { force: true })));
  const done = new Map<number, number>();
  if (seconds > 0) {
    const file = join(folder, "final-task");
    await writeTask(file, { ...task, finals: finals.map(({ member: _, ...final }) => final) } as FinalTask);
    const study = await createStudy({ seed: task.seed });
    const end = new AbortController();
    const timer = Number.isFinite(seconds) ? setTimeout(() => end.abort(), Math.max(0, 1000 * left())) : undefined;
    try {
      const evaluator = await writeEvaluator(folder, "finisherOf", file);
      const space = { member: int(0, Math.max(1, finals.length - 1)) };
      for (const member of finals.keys()) await study.enqueue({ member });
      await study.optimize(space, evaluator, {
        trials: finals.length,
        workers: Math.min(workers, finals.length),
        overtime: 1,
        signal: end.signal,
      });
      for (const { params, values } of study.history.finished)
        if (values) done.set(params.member as number, values[0]!);
    } finally {
      clearTimeout(timer);
      await study.close();
    }
  }
  return Promise.all(
    finals.map(async ({ member, file, epochs, checkpoint, candidate }, i) => {
      const smoothing = (candidate.training as { smoothing?: number } | undefined)?.smoothing ?? 0;
      const loss = lossOf(task.targets.kind, smoothing);
      const isDone = existsSync(file);
      return {
        model: await load(isDone ? file : modelFile(checkpoint, 0), { loss }),
        member,
        // What was ended before its end has a file of its first cycle.
        epochs: isDone ? (done.get(i) ?? epochs) : 0,
      };
    }),
  );
};
