import { type AnyLayer, type BrokenRun, type Epoch, type TrainingFinding, type TrainOptions, train } from "@kaviar/nn";
import { tensor } from "@kaviar/tensor";
import type { Points } from "./wave.ts";

/** A net that is to be trained beside others. */
export interface Plan {
  readonly name: string;
  readonly model: AnyLayer;
  readonly points: Points;
  readonly options: Omit<TrainOptions, "onSteps">;
}

/** A run as far as it has come. */
export interface Run {
  readonly name: string;
  epoch: number;
  steps: number;
  seconds: number;
  /** The loss of each step. */
  readonly losses: number[];
  /** The loss of each epoch, on what is learned from and on what is not. */
  readonly curve: { readonly epoch: number; readonly loss: number; readonly test: number | null }[];
  findings: readonly TrainingFinding[];
  /** The epoch with the least loss on the test, so far. */
  best: number;
  /** The last epoch that went well. */
  last?: Epoch;
  isOver: boolean;
  /** Why its numbers broke. */
  broken?: string;
}

/** Trains several nets, an epoch of each in turn. */
export async function* sideBySide(plans: readonly Plan[]): AsyncGenerator<readonly Run[], void, void> {
  const runs = plans.map(
    ({ name }): Run => ({
      name,
      epoch: 0,
      steps: 0,
      seconds: 0,
      losses: [],
      curve: [],
      findings: [],
      best: 0,
      isOver: false,
    }),
  );
  const lines = plans.map((plan, i) => epochsOf(plan, runs[i]!)[Symbol.asyncIterator]());
  try {
    while (runs.some(({ isOver }) => !isOver)) {
      for (const [i, line] of lines.entries()) if (!runs[i]!.isOver) await goOn(runs[i]!, line);
      yield runs;
    }
  } finally {
    for (const line of lines) await line.return?.();
  }
}

const epochsOf = ({ model, points, options }: Plan, run: Run): AsyncIterable<Epoch> =>
  train(
    model as never,
    columns(points) as never,
    {
      ...options,
      onSteps: ({ losses }: { readonly losses: Float32Array }) => void run.losses.push(...losses),
    } as never,
  ) as unknown as AsyncIterable<Epoch>;

/** Points as the rows that a net learns from. */
export const columns = ({ x, y }: Points) => ({
  x: tensor(x, { shape: [x.length, 1] }),
  y: tensor(y, { shape: [y.length, 1] }),
});

const goOn = async (run: Run, line: AsyncIterator<Epoch>): Promise<void> => {
  try {
    const { done, value } = await line.next();
    if (done) {
      run.isOver = true;
      return;
    }
    run.epoch = value.number;
    run.steps = value.steps;
    run.seconds += value.seconds;
    run.curve.push({ epoch: value.number, loss: value.loss, test: value.validation?.loss ?? null });
    run.findings = value.findings;
    run.best = value.best.number;
    run.last = value;
    // The last epoch is known as such: nobody waits for a turn that brings nothing.
    run.isOver = value.number === value.epochs;
  } catch (error) {
    const { findings, message } = error as BrokenRun;
    if (findings === undefined) throw error;
    run.findings = findings;
    run.broken = message.split("\n")[0]!;
    run.isOver = true;
  }
};
