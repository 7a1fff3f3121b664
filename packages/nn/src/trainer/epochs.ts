import { yieldToEventLoop } from "@kaviar/base/events";
import { fnv1a } from "@kaviar/base/hash";
import { formatDuration } from "@kaviar/base/text";
import { flatten, type Settings, type Structure, tensor } from "@kaviar/tensor";
import { fingerprintOf } from "../data/fingerprint.ts";
import { gatherRows } from "../data/gather-rows.ts";
import type { Inputs } from "../data/rows.ts";
import type { TrainingFinding } from "../doctor/contract/finding.ts";
import { readDoctor } from "../doctor/options.ts";
import { ModelError } from "../error.ts";
import { costOf } from "../evaluation/cost.ts";
import type { TrainedModel } from "../model/trained-model.ts";
import { layerToJson } from "../registry/registry.ts";
import { extentOf } from "../step/extent.ts";
import type { RunState } from "../step/run-state.ts";
import { checkIdentity } from "../training/checkpoint.ts";
import { showValue } from "../training/epoch-summary.ts";
import { createProgress } from "../training/progress.ts";
import { readCheckpointOptions } from "../training/read-options.ts";
import { optimizerIdentity, type RunIdentity } from "../training/run-identity.ts";
import { stepsPerChunk } from "../training/steps-per-chunk.ts";
import { noRun, readStored, writeStored } from "../training/stored-run.ts";
import { type Beginning, beginRun } from "./begin.ts";
import { createChunk } from "./chunk.ts";
import { createDoctor } from "./doctor.ts";
import { modelsOf } from "./learned.ts";
import { type OpenedRows, openRows, type RowsStream } from "./open-rows.ts";
import { afterEpoch } from "./optimizers.ts";
import type { readEpochs } from "./options.ts";
import { passEpoch } from "./pass.ts";
import type { Plan } from "./plan.ts";
import { createValidator } from "./validator.ts";

type Numbers = Readonly<Record<string, number>>;

/** What is remembered of an epoch. */
export interface TrainerRecord<V = Numbers, W = Numbers> {
  /** From 1. */
  readonly number: number;
  /** What the steps said, in the mean over the rows of the epoch. */
  readonly values: V;
  /** What `validate` says of rows that are not trained on. */
  readonly validation?: W;
  /** Steps since the run began. */
  readonly steps: number;
  readonly seconds: number;
}

/** What has happened in an epoch, and the networks as they are after it. */
export interface TrainerEpoch<N = Readonly<Record<string, TrainedModel>>, V = Numbers, W = Numbers>
  extends TrainerRecord<V, W> {
  readonly epochs: number;
  readonly history: readonly TrainerRecord<V, W>[];
  /** Immutable trained models: keep them, save them, predict with them. */
  readonly models: N;
  /** What the doctor sees inside of the networks: gradients and units. */
  readonly findings: readonly TrainingFinding[];
  /** One line for people. */
  readonly summary: string;
}

interface Facts {
  readonly identity: RunIdentity;
  readonly history: readonly TrainerRecord[];
}

/** The rows that a run begins with: those of its first batch. */
const firstBatch = ({ source, batch }: OpenedRows): Structure =>
  gatherRows(source.first.set.x, tensor(source.first.order.subarray(0, batch)));

export async function* epochsOf(
  plan: Plan,
  data: Inputs | RowsStream,
  options: ReturnType<typeof readEpochs>,
  settings: Partial<Settings>,
): AsyncGenerator<TrainerEpoch, void, void> {
  const { epochs, seed, signal, resume } = options;
  const checkpoint = readCheckpointOptions(options.checkpoint, resume);
  const opened = await openRows(data, options);
  const { source, validation, batch } = opened;
  const rows = () => gatherRows(source.first.set.x, tensor(source.first.order));
  const beginning = await beginRun(plan, firstBatch(opened), rows, seed);
  const stepsPerEpoch = source.stepsPerEpoch ?? Number.NaN;
  const extent = extentOf({}, epochs * stepsPerEpoch, stepsPerEpoch);
  const most = stepsPerChunk(costOfStep(beginning), batch, sizeOf(beginning.run));
  const chunk = createChunk(plan, beginning.begun, settings);
  const validator = validation && plan.validate && createValidator(plan, settings);
  if (validation && !plan.validate) {
    throw new ModelError("options", "`validation` is for `validate`: this trainer has none.", {
      remedy: "createTrainer({ …, validate: (networks, batch) => ({ loss: … }) })",
    });
  }
  const identity: RunIdentity = {
    seed,
    batch,
    fingerprint: await fingerprintOf(source.first.set),
    rows: source.first.order.length,
    model: JSON.stringify(plan.names.map((name) => [name, layerToJson(plan.layers[name]!) ?? plan.layers[name]!.kind])),
    optimizer: await optimizerIdentity(beginning.run.optimizer),
    // What is made small is inside of the step, which is told by how it is written.
    loss: `a step of one's own, ${fnv1a(`${plan.step}`).toString(16)}`,
  };
  const stored = resume && checkpoint ? await readRun(checkpoint.file, beginning.run, identity) : undefined;
  let run = stored?.run ?? beginning.run;
  let history = stored?.history ?? [];
  const before = history.at(-1)?.steps ?? 0;
  const progress = createProgress(options.progress ?? false, before);
  const choice = readDoctor(options.doctor);
  const doctor = choice && createDoctor(plan, beginning.begun, source.first, { batch, extent, choice }, settings);
  await doctor?.(run, before);
  let findings: readonly TrainingFinding[] = [];
  const shown = new Set<string>();
  const isNewProblem = ({ code, layer, severity }: TrainingFinding): boolean => {
    const isNew = severity === "problem" && !shown.has(`${code} ${layer}`);
    if (isNew) shown.add(`${code} ${layer}`);
    return isNew;
  };
  const eventOf = (): TrainerEpoch => {
    const record = history.at(-1)!;
    const models = modelsOf(plan, beginning.begun, run, settings);
    return { ...record, epochs, history, models, findings, summary: summaryOf(record, epochs) };
  };
  try {
    // A run that is over already says so once more.
    if (history.length >= epochs) yield eventOf();
    while (history.length < epochs) {
      const began = performance.now();
      const number = history.length + 1;
      const done = history.at(-1)?.steps ?? 0;
      const passed = await passEpoch(chunk, { source, batch, most }, run, number, extent, {
        between: async () => {
          await yieldToEventLoop();
          signal?.throwIfAborted();
        },
        done: (steps, said) =>
          progress.step(done + steps, epochs * stepsPerEpoch, Object.values(said)[0] ?? Number.NaN),
      });
      const seen = validator && (await validator(passed.run, validation!, batch));
      run = afterEpoch(plan, passed.run, number, passed.losses);
      const record: TrainerRecord = {
        number,
        values: passed.values,
        ...(seen ? { validation: seen } : {}),
        steps: done + passed.steps,
        seconds: (performance.now() - began) / 1000,
      };
      history = [...history, record];
      if (checkpoint && (number % checkpoint.every === 0 || number === epochs))
        await writeStored(checkpoint.file, { run }, { identity, history } satisfies Facts);
      findings = (await doctor?.(run, record.steps)) ?? [];
      progress.epoch(summaryOf(record, epochs), findings.filter(isNewProblem));
      yield eventOf();
    }
  } finally {
    progress.end();
    await source.close?.();
  }
}

const readRun = async (
  file: string,
  like: RunState,
  identity: RunIdentity,
): Promise<{ readonly run: RunState; readonly history: readonly TrainerRecord[] } | undefined> => {
  const stored = await readStored(file, { run: like }, ({ identity: then, history }: Facts) => {
    if (!then || !Array.isArray(history)) throw noRun(file);
    checkIdentity(file, then, identity);
  });
  return stored && { run: stored.parts.run, history: stored.facts.history };
};

/** Every network is gone through as often as it is updated, or once. */
const costOfStep = ({ begun }: Beginning) =>
  [...begun.values()].reduce(
    (sum, { initialized, updates }) => {
      const { multiplyAdds, activations } = costOf(initialized);
      const times = Math.max(1, updates);
      return {
        multiplyAdds: sum.multiplyAdds + times * multiplyAdds,
        activations: sum.activations + times * activations,
      };
    },
    { multiplyAdds: 0, activations: 0 },
  );

const sizeOf = (run: RunState): number => flatten(run).reduce((sum, { size }) => sum + size, 0);

const summaryOf = ({ number, values, validation, seconds }: TrainerRecord, epochs: number): string => {
  const show = (numbers: Numbers) =>
    Object.entries(numbers)
      .map(([name, value]) => `${name} ${showValue(value)}`)
      .join("  ");
  return [
    `epoch ${String(number).padStart(String(epochs).length)}/${epochs}`,
    show(values),
    ...(validation ? [`validation ${show(validation)}`] : []),
    formatDuration(1000 * seconds),
  ]
    .filter((part) => part !== "")
    .join("   ");
};
