import { evenly } from "@kaviar/base/numerics";
import { shuffled } from "@kaviar/base/random";
import type { Structure } from "@kaviar/tensor";
import { batchOf } from "../data/batch.ts";
import { classLabels } from "../data/class-labels.ts";
import type { DataSet } from "../data/data-set.ts";
import { costOf, millisecondsOfStep } from "../evaluation/cost.ts";
import type { RunState } from "../step/run-state.ts";
import type { Recipe } from "../step/step.ts";
import { baselineOf } from "./chart/baseline.ts";
import type { Admission, Chart, EpochFacts } from "./chart/chart.ts";
import { inputFacts } from "./chart/inputs.ts";
import { graceOf, hasStalled, recentLoss, referenceLoss } from "./chart/outcome.ts";
import { reachOf } from "./chart/reach.ts";
import { type Checkup, createCheckup } from "./checkup/checkup.ts";
import { layersByPath } from "./checkup/layers-by-path.ts";
import type { TrainingFinding } from "./contract/finding.ts";
import { diagnose, type FirstSeen, type RuleChoice } from "./diagnose.ts";
import { type Closeness, createLandscape, type Landscape, type LookAround } from "./landscape/landscape.ts";
import { lookOver } from "./lint/look-over.ts";
import type { Patient } from "./patient.ts";

/** A run after some epochs. */
interface Progressed {
  readonly run: RunState;
  readonly history: readonly EpochFacts[];
}

export interface Examination {
  readonly findings: readonly TrainingFinding[];
  /** What was seen around the run's parameters last, where anybody looked. */
  readonly landscape?: Landscape;
}

export interface Doctor {
  /** What a chunk of steps has brought, and the run as it is after it. */
  watch(run: RunState, losses: ArrayLike<number>): Promise<void>;
  /** What there is to say after an epoch; a long run is thought about anew when it has gone on by a fifth, and at its end. */
  examine(at: Progressed, isLast: boolean): Promise<Examination>;
  /** What there is to say of a run that ended in numbers that are none: the losses of its last chunk. */
  explain(epochs: readonly EpochFacts[], losses: ArrayLike<number>): readonly TrainingFinding[];
}

/** Rows in a checkup: fewer say little of a unit, more say little more. */
const [fewestRows, mostRows] = [32, 256];

/** A checkup is made where it costs no more than a sixtieth of the steps since the last. */
const part = 60;

/** Who asked for all of it pays up to a quarter more. */
const fullPart = 4;

/**
 * How many steps a checkup costs: about a millisecond for itself, and twice what a step computes for as many rows. The
 * clock is not asked: what is found must not depend on it.
 */
const costInSteps = ({ initialized, batch }: Patient, rows: number): number => {
  const step = millisecondsOfStep(costOf(initialized), batch);
  return (1 + (2 * step * rows) / batch) / step;
};

/** A full look around takes a gradient for each direction and one more, twice over, and one for each row. */
const costOfLookInSteps = ({ initialized, batch }: Patient, rows: number, { directions }: Closeness): number => {
  const step = millisecondsOfStep(costOf(initialized), batch);
  return (1 + (step * (2 * directions + 4) * rows) / batch + 0.03 * rows) / step;
};

/** Of the loss of who says the same of every row. */
const farFrom = 0.3;

/** Batches whose steps are tried. */
const mostBatches = 16;

/** Numbers between layers that a checkup may hold, where a batch of the run holds no more. */
const mostActivations = 2e7;

/** Rows of which all that lies between layers may be held at once. */
const affordableRows = ({ initialized }: Patient): number =>
  Math.floor(mostActivations / Math.max(1, costOf(initialized).activations));

/**
 * The rows that all checkups of a run look at, from all over: the first ones of a sorted file are all of one class. Where
 * the run's own batches are small because rows are large, they are no more than in a batch.
 */
export const rowsOfCheckup = (patient: Patient): Int32Array => {
  const least = Math.max(patient.batch, Math.min(fewestRows, affordableRows(patient)));
  return evenly(patient.first.order, Math.min(least, mostRows));
};

/** Rows for a look around, which is seldom: a gradient is told from its noise by as many as there may be. */
const rowsAround = (patient: Patient): Int32Array =>
  evenly(patient.first.order, Math.max(rowsOfCheckup(patient).length, Math.min(affordableRows(patient), mostRows)));

/** Some batches as the run has them, from all over; where a batch is next to all rows, that one. */
const batchesToTry = ({ first: { order }, batch }: Patient): readonly Int32Array[] => {
  const rows = Math.min(batch, order.length);
  const mixed = shuffled(order.length, 2);
  return Array.from({ length: Math.min(mostBatches, Math.max(1, Math.floor(order.length / rows))) }, (_, i) =>
    mixed.slice(i * rows, (i + 1) * rows).map((place) => order[place]!),
  );
};

export const createDoctor = async (patient: Patient, choice: RuleChoice): Promise<Doctor> => {
  const { recipe, first, extent, settings, done } = patient;
  const admission = await admit(patient);
  const rows = rowsOfCheckup(patient);
  const lookClosely = createCheckup(recipe, batchOf(first.set), rows, settings);
  const between = part * costInSteps(patient, rows.length);
  const losses: number[] = [];
  const checkups: Checkup[] = [];
  let seen: FirstSeen = new Map();
  let thought: { readonly steps: number; readonly findings: readonly TrainingFinding[] } = { steps: 0, findings: [] };
  let noticed: readonly TrainingFinding[] = [];
  const wide = rowsAround(patient);
  // A batch norm needs some rows for its own statistics.
  const isNormalized = [...admission.layers.values()].some(({ kind }) => kind === "batchNorm");
  const most = Math.max(2, Math.floor(wide.length / (isNormalized ? 8 : 1)));
  const closeness: Closeness = choice.isFull
    ? { directions: 30, groups: most }
    : { directions: 12, groups: Math.min(16, most) };
  const fullBetween = fullPart * costOfLookInSteps(patient, wide.length, closeness);
  const landscapes: Landscape[] = [];
  let lookAround: LookAround | undefined;
  /** Made when it is asked for: most runs at the usual level never need it. */
  const look = async (run: RunState): Promise<void> => {
    lookAround ??= createLandscape(
      recipe,
      batchOf(first.set),
      { rows: wide, batches: batchesToTry(patient) },
      closeness,
      settings,
    );
    landscapes.push(await lookAround(run, losses.length, extent));
  };
  let reach: { readonly found: number | undefined } | undefined;
  const chartOf = (epochs: readonly EpochFacts[]): Chart => ({
    ...admission,
    losses,
    checkups,
    landscapes,
    epochs,
    ...(reach?.found === undefined ? {} : { reach: reach.found }),
  });
  /** Steps as the run counts them, where it had some before it was resumed. */
  const counted = (findings: readonly TrainingFinding[]): readonly TrainingFinding[] =>
    findings.map((finding) => ({ ...finding, since: done + finding.since }));
  const examination = (around = landscapes.at(-1)): Examination => ({
    findings: counted(thought.findings),
    ...(around ? { landscape: { ...around, step: done + around.step } } : {}),
  });
  return {
    watch: async (run, more) => {
      for (let i = 0; i < more.length; i++) losses.push(more[i]!);
      const last = checkups.at(-1)?.step;
      // Early on more often: at twice the step of the one before.
      if (last !== undefined && losses.length < Math.min(2 * last, last + between)) return;
      checkups.push(await lookClosely(run, losses.length, extent));
      const around = landscapes.at(-1)?.step;
      const isDue = around === undefined || losses.length >= Math.min(2 * around, around + fullBetween);
      if (choice.isFull && isDue) await look(run);
      if (losses.length === 0 && choice.isWhole)
        noticed = asNotes(await lookOver(patient, admission, checkups[0]!, run));
    },
    explain: (epochs, last) => {
      const finite = [...losses];
      let at = 0;
      while (at < last.length && Number.isFinite(last[at])) finite.push(last[at++]!);
      const broken = last[at] ?? Number.NaN;
      return counted(diagnose({ ...chartOf(epochs), losses: finite, broken }, choice, seen).findings);
    },
    examine: async ({ run, history: epochs }, isLast) => {
      if (!isLast && losses.length < 1.2 * thought.steps) return examination();
      // It takes some milliseconds, so only a run that is far from done is compared with it.
      const soFar = chartOf(epochs);
      const isFar = recentLoss(soFar) > farFrom * referenceLoss(soFar);
      if (!reach && isFar && losses.length >= graceOf(soFar))
        reach = { found: await reachOf(recipe.loss, first.set.x, first.set.y, first.order) };
      // Where a run does not get on, the reason may lie around it; twice is enough.
      const around = landscapes.at(-1)?.step;
      const isNews = around === undefined || (landscapes.length < 2 && losses.length >= 2 * around);
      if (!choice.isFull && isNews && isFar && hasStalled(soFar)) await look(run);
      const chart = chartOf(epochs);
      const { findings, seen: now } = diagnose(chart, choice, seen);
      seen = now;
      // What a rule says as well is said once.
      const unsaid = noticed.filter(({ code }) => !findings.some((finding) => finding.code === code));
      thought = { steps: losses.length, findings: [...findings, ...unsaid] };
      return examination();
    },
  };
};

/** What shows before the first step is good to know while a run goes on: whether it does harm the run itself will tell. */
const asNotes = (findings: readonly TrainingFinding[]): readonly TrainingFinding[] =>
  findings.map((finding) => ({ ...finding, severity: "note" }));

export const admit = async (patient: Patient): Promise<Admission> => {
  const { recipe, first, validation, initialized, batch, epochs, stepsPerEpoch, done } = patient;
  const { outputShape } = initialized;
  const { set, order } = first;
  return {
    layers: layersByPath(recipe.layer),
    classShares: await classSharesOf(set, order, recipe, outputShape),
    baseline: await baselineOf(recipe.loss, set.y, order, outputShape),
    inputs: await inputFacts(set.x, order),
    validationInputs: validation && (await inputFacts(validation.set.x, validation.order)),
    rows: order.length,
    batch,
    // What is left of a run that is resumed.
    plannedSteps: epochs * stepsPerEpoch - done,
    hasPenalty: recipe.penalty !== undefined,
    hasClassWeights: set.importance !== undefined,
  };
};

const classSharesOf = async (
  { y }: DataSet,
  order: Int32Array,
  { loss }: Recipe,
  outputShape: unknown,
): Promise<readonly number[] | undefined> => {
  const labels = await classLabels(y as Structure, loss);
  if (!labels) return undefined;
  const width = Array.isArray(outputShape) ? Number(outputShape.at(-1) ?? 1) : 1;
  const counts = new Array<number>(Math.max(2, width)).fill(0);
  // Signs are −1 and 1.
  for (const row of order) counts[Math.max(0, labels[row]!)]!++;
  return counts.map((count) => count / order.length);
};
