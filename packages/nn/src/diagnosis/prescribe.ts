import { whole } from "@kaviar/base/check";
import { deviationOf, meanOf } from "@kaviar/base/numerics";
import { TensorError } from "@kaviar/tensor";
import type { TrainingData } from "../data/data-set.ts";
import type { TrainingFinding } from "../doctor/contract/finding.ts";
import { changes } from "../doctor/remedies/changes.ts";
import { type RemedyName, remedies } from "../doctor/remedies/remedies.ts";
import type { Treatment } from "../doctor/remedies/treatment.ts";
import { ModelError } from "../error.ts";
import { asLayer } from "../layers/contract/function-layer.ts";
import type { AnyLayer, LayerLike } from "../layers/contract/layer.ts";
import { optionsOf } from "../options.ts";
import type { EpochRecord } from "../training/epoch-record.ts";
import type { TrainOptions } from "../training/options.ts";
import { readTrainOptions, trainTable } from "../training/read-options.ts";
import { type BrokenRun, train } from "../training/train.ts";

export interface PrescribeOptions extends Omit<TrainOptions, "checkpoint" | "resume" | "doctor" | "progress"> {
  /** How often each attempt is trained, from seeds of its own; 3 unless said. */
  readonly seeds?: number;
  /** Remedies that are tried, at most; 10 unless said. */
  readonly most?: number;
}

// Attempts would write over each other's checkpoints, and need the doctor's whole word.
const { checkpoint: _checkpoint, resume: _resume, doctor: _doctor, progress: _progress, ...table } = trainTable;

const read = optionsOf<PrescribeOptions>()("prescribe", {
  ...table,
  seeds: whole(1).default(3),
  most: whole(1).default(10),
});

/** A run with some remedies, and what they brought. */
export interface Attempt {
  /** None: the run as it was given. */
  readonly remedies: readonly RemedyName[];
  /** In words. */
  readonly text: string;
  /** The loss on rows of validation after the best epoch, the mean over the seeds; Infinity where runs ended in NaN. */
  readonly loss: number;
  /** What the run as it was given has, less this. */
  readonly gain: number;
  /** The standard error of the gain, seed by seed. */
  readonly noise: number;
  /**
   * Whether the gain is more than a hundredth of the loss, and than chance: twice its standard error, or better with every
   * seed than without with any.
   */
  readonly helped: boolean;
  readonly findings: readonly TrainingFinding[];
  /** The curves of the first seed. */
  readonly history: readonly EpochRecord[];
  readonly model: LayerLike;
  readonly options: TrainOptions;
}

/**
 * Tries what would help: applies the remedies of what the doctor finds, one at a time, trains again, and says what it
 * brought; at last the two best together. Whether anything helped stands in `helped`.
 *
 * ```ts
 * for await (const { text, loss, helped } of prescribe(model, { x, y }, { loss: sparseSoftmaxCrossEntropy })) console.log(text, loss, helped);
 * ```
 * A fifth of the rows is kept for validation unless `validation` says otherwise.
 */
export async function* prescribe(
  given: LayerLike,
  data: TrainingData,
  options: PrescribeOptions,
): AsyncGenerator<Attempt, void, void> {
  const { seeds, most, ...rest } = read(options);
  readTrainOptions(definedOf(rest) as TrainOptions);
  const first: Treatment<TrainOptions> = {
    model: asLayer(given),
    options: { ...definedOf(rest), validation: rest.validation ?? 0.2, progress: false },
  };
  const before = await runs(first, data, seeds);
  yield attemptOf([], first, before, before);
  const tried: { readonly name: RemedyName; readonly gain: number }[] = [];
  let left = most;
  for (const name of remediesFor(before.findings)) {
    const found = left > 0 ? await rightDose(name, first, data, seeds) : undefined;
    if (!found) continue;
    left--;
    const { treatment, after } = found;
    const attempt = attemptOf([name], treatment, after, before);
    yield attempt;
    if (attempt.helped) tried.push({ name, gain: attempt.gain });
  }
  const best = tried.sort((a, b) => b.gain - a.gain).map(({ name }) => name);
  // Where two things are wrong, the cure of either alone may bring nothing.
  const together = best.length > 0 ? best : firstRemedies(before.findings);
  if (together.length < 2) return;
  let both: { readonly treatment: Treatment<TrainOptions>; readonly after: Runs } | undefined;
  for (const name of together.slice(0, 2)) {
    both = await rightDose(name, both?.treatment ?? first, data, seeds);
    if (!both) return;
  }
  if (both) yield attemptOf(together.slice(0, 2), both.treatment, both.after, before);
}

/** The first remedy of each problem that there is one for. */
const firstRemedies = (findings: readonly TrainingFinding[]): readonly RemedyName[] => [
  ...new Set(
    findings
      .filter(({ severity }) => severity === "problem")
      .flatMap(({ remedies: its }) => its.find(({ name }) => [changes[name]].flat().length > 0)?.name ?? []),
  ),
];

/** A remedy in the dose that does best, by a run of each; undefined where it does not apply. */
const rightDose = async (
  name: RemedyName,
  before: Treatment<TrainOptions>,
  data: TrainingData,
  seeds: number,
): Promise<{ readonly treatment: Treatment<TrainOptions>; readonly after: Runs } | undefined> => {
  const doses = [changes[name]]
    .flat()
    .flatMap((change) => (change(before) as Treatment<TrainOptions> | undefined) ?? []);
  const [only] = doses;
  let treatment = only;
  if (doses.length > 1) {
    const tried = await Promise.all(
      doses.map(
        async (dose) =>
          (await once(dose.model, data, { ...dose.options, doctor: "off" }).catch(unfit))?.loss ?? Infinity,
      ),
    );
    treatment = doses[tried.indexOf(Math.min(...tried))];
  }
  const after = treatment && (await runs(treatment, data, seeds).catch(unfit));
  return after && treatment && { treatment, after };
};

/** A remedy that a model cannot take, for its shapes do not fit, is no remedy. */
const unfit = (error: unknown): undefined => {
  if (error instanceof ModelError || error instanceof TensorError) return undefined;
  throw error;
};

const definedOf = <T extends object>(options: T): T =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;

/** What helps often, whatever is wrong: tried when what the findings name has been. */
const general: readonly RemedyName[] = [
  "normalize-inputs",
  "momentum",
  "stop-early",
  "larger-model",
  "batch-norm",
  "more-epochs",
  "dropout",
  "lower-rate",
];

/** The remedies of all findings: those of problems first, and what comes first in a finding before what comes second. */
const remediesFor = (findings: readonly TrainingFinding[]): readonly RemedyName[] => {
  const problems = findings.filter(({ severity }) => severity === "problem");
  const asked = problems.length > 0 ? problems : findings;
  const longest = Math.max(0, ...asked.map((finding) => finding.remedies.length));
  const names = Array.from({ length: longest }, (_, i) => asked.flatMap((finding) => finding.remedies[i]?.name ?? []));
  return [...new Set([...names.flat(), ...general])];
};

interface Runs {
  readonly losses: readonly number[];
  readonly findings: readonly TrainingFinding[];
  readonly history: readonly EpochRecord[];
}

/** The same once with each seed. */
const runs = async ({ model, options }: Treatment<TrainOptions>, data: TrainingData, seeds: number): Promise<Runs> => {
  const losses: number[] = [];
  let first: Pick<Runs, "findings" | "history"> | undefined;
  for (let i = 0; i < seeds; i++) {
    // What is said of the first is what is told.
    const doctor = i === 0 ? "light" : "off";
    const found = await once(model, data, { ...options, seed: (options.seed ?? 0) + i, doctor });
    losses.push(found.loss);
    first ??= found;
  }
  return { losses, ...first! };
};

/** One run: how it ended, and what was said of it at any time, the last word of each kind. */
const once = async (model: AnyLayer, data: TrainingData, options: TrainOptions) => {
  const said = new Map<string, TrainingFinding>();
  const hear = (findings: readonly TrainingFinding[]) => {
    for (const finding of findings)
      if (finding.severity === "problem" || said.get(finding.code)?.severity !== "problem")
        said.set(finding.code, finding);
  };
  let history: readonly EpochRecord[] = [];
  let loss: number;
  try {
    for await (const epoch of train(model, data, options)) {
      history = epoch.history;
      hear(epoch.findings);
    }
    const losses = history.map(({ validation }) => validation?.loss ?? Number.NaN);
    // Who stops early keeps the best epoch.
    loss = options.stopEarly ? Math.min(...losses) : losses.at(-1)!;
  } catch (error) {
    const { findings } = error as Partial<BrokenRun>;
    if (!findings) throw error;
    hear(findings);
    loss = Infinity;
  }
  return { loss, history, findings: [...said.values()] };
};

const attemptOf = (
  names: readonly RemedyName[],
  { model, options }: Treatment<TrainOptions>,
  { losses, findings, history }: Runs,
  before: Runs,
): Attempt => {
  const loss = meanOf(losses);
  const gain = meanOf(before.losses) - loss;
  // Seed by seed: the same rows are held out, and the same weights begin.
  const gains = losses.map((each, i) => before.losses[i]! - each);
  const noise = gains.length > 1 && gains.every(Number.isFinite) ? deviationOf(gains) / Math.sqrt(gains.length) : 0;
  const isAlwaysBetter = Math.max(...losses) < Math.min(...before.losses);
  return {
    remedies: names,
    text: names.length === 0 ? "as it was given" : names.map((name) => remedies[name]).join(", and "),
    loss,
    gain: names.length === 0 ? 0 : gain,
    noise,
    helped:
      names.length > 0 && Number.isFinite(loss) && gain > 0.01 * Math.abs(loss) && (gain > 2 * noise || isAlwaysBetter),
    findings,
    history,
    model,
    options,
  };
};
