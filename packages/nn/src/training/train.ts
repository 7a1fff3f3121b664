import { asLayer } from "../layers/lambda.ts";
import type { AnyLayer, LayerLike } from "../layers/layer.ts";
import { planEpoch, stepsInEpoch } from "./batches.ts";
import { writeCheckpoint } from "./checkpoint.ts";
import { batchOf, type TrainingData } from "./data-set.ts";
import { type Epoch, summaryOf } from "./epoch.ts";
import { explainBreak } from "./nan-guard.ts";
import { checkOptions, type TrainOptions } from "./options.ts";
import { breathe, nextPace } from "./pace.ts";
import { passOver } from "./pass.ts";
import { createProgress } from "./progress.ts";
import { extentOf, openSession } from "./session.ts";
import { shuffledRows } from "./shuffled-rows.ts";
import { beginning, eventOf, isOver, learnedBy, recordOf, standingAfter } from "./standing.ts";

/**
 * Trains a model, and says after each epoch what has happened. Stopping is `break`.
 *
 * ```ts
 * for await (const epoch of train(model, { x, y }, { loss: sparseSoftmaxCrossEntropy, epochs: 20 })) {
 *   console.log(epoch.summary);
 * }
 * ```
 * Each `epoch.model` is immutable. The same seed gives the same bits on the same machine.
 */
export const train = (
  model: LayerLike,
  data: TrainingData,
  options: TrainOptions,
): AsyncGenerator<Epoch, void, void> => {
  checkOptions(options);
  return epochsOf(asLayer(model), data, options);
};

async function* epochsOf(
  layer: AnyLayer,
  data: TrainingData,
  options: TrainOptions,
): AsyncGenerator<Epoch, void, void> {
  const session = await openSession(layer, data, options);
  const { recipe, split, batch } = session;
  const { epochs = 10, seed = 0, stopEarly, checkpoint, signal } = options;
  const stepsPerEpoch = stepsInEpoch(split.training.length, batch);
  const extent = extentOf(epochs * stepsPerEpoch, stepsPerEpoch);
  const file = typeof checkpoint === "string" ? { file: checkpoint } : checkpoint;
  const identity = { seed, batch, epochs, fingerprint: session.fingerprint };
  let at = await beginning(session, options, identity);
  const first = at.history.length + 1;
  let pace = session.pace;
  const progress = createProgress(options.progress ?? false, at.history.length * stepsPerEpoch);
  try {
    // A run that is over already says so once more.
    if (first > epochs || isOver(at, stopEarly)) yield eventOf(session, at, epochs, stepsPerEpoch);
    while (at.history.length < epochs && !isOver(at, stopEarly)) {
      const number = at.history.length + 1;
      const began = performance.now();
      const order = options.shuffle === false ? split.training : shuffledRows(split.training, seed, number);
      let done = (number - 1) * stepsPerEpoch;
      let perStep = 0;
      const passed = await passOver(
        session.chunk,
        at.run,
        batchOf(session.set),
        order,
        planEpoch(order.length, batch, pace),
        extent,
        {
          between: async () => {
            await breathe();
            signal?.throwIfAborted();
          },
          done: ({ steps, size }, losses, seconds) => {
            done += steps;
            if (size === batch) perStep = (1000 * seconds) / steps;
            progress.step(done, epochs * stepsPerEpoch, losses.at(-1)!);
          },
          broken: (run, rows, size, step, loss) =>
            explainBreak({
              recipe,
              chunk: session.chunk,
              run,
              set: batchOf(session.set),
              rows,
              size,
              step,
              extent,
              loss,
              epoch: number,
            }),
        },
      );
      const model = learnedBy(session, passed.run);
      const record = await recordOf(session, passed, order, model, number, began);
      at = standingAfter(session, at, passed.run, model, record, options);
      // The first epoch has compiled its graphs too: it says nothing about pace.
      if (number > first) pace = nextPace(pace, perStep);
      if (file && (number % (file.every ?? 1) === 0 || number === epochs))
        await writeCheckpoint(file.file, at, identity);
      progress.epoch(summaryOf(record, epochs));
      yield eventOf(session, at, epochs, stepsPerEpoch);
    }
  } finally {
    progress.end();
  }
}
