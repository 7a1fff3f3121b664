import { shown } from "@kaviar/base/error";
import { yieldToEventLoop } from "@kaviar/base/events";
import type { Tensor } from "@kaviar/tensor";
import { checkApart, type TrainingData } from "../data/data-set.ts";
import type { Stream } from "../data/stream.ts";
import type { TrainingFinding } from "../doctor/contract/finding.ts";
import { createDoctor } from "../doctor/doctor.ts";
import { ModelError } from "../error.ts";
import { explainTokens } from "../evaluation/strange-tokens.ts";
import { asLayer } from "../layers/contract/function-layer.ts";
import type { AnyLayer, LayerLike } from "../layers/contract/layer.ts";
import { loggersOf } from "../logging/contract/log-laws.ts";
import { logged } from "../logging/contract/logged.ts";
import { layerToJson } from "../registry/registry.ts";
import { extentOf } from "../step/extent.ts";
import { beginTraining } from "./begin-training.ts";
import { brokenValidation } from "./broken-validation.ts";
import { writeCheckpoint } from "./checkpoint.ts";
import { type Epoch, epochOf } from "./epoch.ts";
import { recordEpoch } from "./epoch-record.ts";
import { epochSummary } from "./epoch-summary.ts";
import { learnedBy } from "./learned.ts";
import { type BreakPlace, explainBreak } from "./nan-guard.ts";
import type { TrainOptions } from "./options.ts";
import { passEpoch } from "./pass.ts";
import { patientOf } from "./patient-of.ts";
import { createProgress } from "./progress.ts";
import { rateNow } from "./rate-now.ts";
import { type RunOptions, readTrainOptions } from "./read-options.ts";
import { lossIdentity, optimizerIdentity, type RunIdentity } from "./run-identity.ts";
import { openSession, type Session } from "./session.ts";
import { checkWatched, isOver, stateAfter } from "./training-state.ts";
import type { DataFor, ModelOf, StreamFor, TrainOptionsFor } from "./typed.ts";

/** The error that ends a run whose numbers are none: where it broke, and what the doctor had to say of it. */
export type BrokenRun = ModelError & { readonly at: BreakPlace; readonly findings: readonly TrainingFinding[] };

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
export const train = <L extends LayerLike, T = Tensor>(
  model: L,
  data: DataFor<L, T> | StreamFor<L, T>,
  options: TrainOptionsFor<L, T>,
): AsyncGenerator<Epoch<ModelOf<L>>, void, void> => {
  checkApart("train", data);
  checkModel(model);
  const read = readTrainOptions(options as TrainOptions);
  return logged(epochsOf(asLayer(model), data as TrainingData | Stream, read), loggersOf(read)) as never;
};

const checkModel = (model: unknown): void => {
  if (typeof model === "function" || isLayer(model)) return;
  throw new ModelError("layer", `A model is a layer, or a function of tensors: got ${shown(model)}.`, {
    remedy: "Put layers in a row: sequential(dense(8), relu, dense(1)).",
  });
};

const isLayer = (x: unknown): boolean => typeof x === "object" && x !== null && "init" in x && "apply" in x;

async function* epochsOf(
  layer: AnyLayer,
  data: TrainingData | Stream,
  options: RunOptions,
): AsyncGenerator<Epoch, void, void> {
  const session = await openSession(layer, data, options);
  try {
    yield* runOf(session, layer, options);
  } catch (error) {
    const { source, validation } = session;
    throw await explainTokens(error, layer, [source.first.set.x, ...(validation ? [validation.set.x] : [])]);
  }
}

async function* runOf(session: Session, layer: AnyLayer, options: RunOptions): AsyncGenerator<Epoch, void, void> {
  const { epochs, seed, stopEarly, checkpoint, signal, onSteps, doctor: choice } = options;
  const stepsPerEpoch = session.source.stepsPerEpoch ?? Number.NaN;
  const extent = extentOf(session.recipe, epochs * stepsPerEpoch, stepsPerEpoch);
  const identity: RunIdentity = {
    seed,
    batch: session.batch,
    fingerprint: session.fingerprint,
    rows: session.source.first.order.length,
    model: JSON.stringify(layerToJson(layer) ?? layer.kind),
    optimizer: await optimizerIdentity(session.start.run.optimizer),
    loss: lossIdentity(session.recipe.loss, session.recipe.penalty),
  };
  let at = await beginTraining(session, options, identity);
  const done = at.history.at(-1)?.steps ?? 0;
  const doctor = choice && (await createDoctor(patientOf(session, extent, epochs, done), choice));
  await doctor?.watch(at.run, []);
  const first = at.history.length + 1;
  const told = new Set<string>();
  const progress = createProgress(options.progress ?? false, done);
  try {
    // A run that is over already says so once more.
    if (first > epochs || isOver(at, stopEarly)) yield epochOf(session, at, epochs, await doctor?.examine(at, true));
    while (at.history.length < epochs && !isOver(at, stopEarly)) {
      const began = performance.now();
      const number = at.history.length + 1;
      const before = at.history.at(-1)?.steps ?? 0;
      const passed = await passEpoch(session, at.run, number, extent, {
        between: async () => {
          await yieldToEventLoop();
          signal?.throwIfAborted();
        },
        done: async (run, steps, losses, gradientNorm) => {
          progress.step(before + steps, epochs * stepsPerEpoch, losses.at(-1)!);
          if (onSteps) {
            const rate = await rateNow(session, run, extent);
            await onSteps({
              epoch: number,
              step: before + steps,
              losses,
              gradientNorm,
              ...(rate === undefined ? {} : { rate }),
            });
          }
          await doctor?.watch(run, losses);
        },
        broken: async (found) => {
          const findings = doctor?.explain(at.history, found.losses) ?? [];
          const error = await explainBreak(session, found, extent, number);
          throw Object.assign(error, { findings } satisfies Pick<BrokenRun, "findings">);
        },
      });
      const learned = learnedBy(session, passed.run);
      const record = await recordEpoch(session, passed, learned, at.history, began, extent);
      if (record.validation && !Number.isFinite(record.validation.loss)) {
        const error = await brokenValidation(session, learned, record.validation, number);
        const findings = doctor?.explain(at.history, []) ?? [];
        throw Object.assign(error, { findings } satisfies Pick<BrokenRun, "findings">);
      }
      at = stateAfter(session, at, passed.run, learned, record, options);
      const isLast = number === epochs || isOver(at, stopEarly);
      if (stopEarly && isLast) checkWatched(at, stopEarly);
      if (checkpoint && (number % checkpoint.every === 0 || isLast))
        await writeCheckpoint(checkpoint.file, at, identity);
      const examination = await doctor?.examine(at, isLast);
      const problems = (examination?.findings ?? []).filter(
        ({ code, severity }) => severity === "problem" && !told.has(code),
      );
      for (const { code } of problems) told.add(code);
      progress.epoch(epochSummary(record, epochs), problems);
      yield epochOf(session, at, epochs, examination);
    }
  } finally {
    progress.end();
    await session.source.close?.();
  }
}
