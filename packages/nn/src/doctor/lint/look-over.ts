import { data, isTensor, key, type Tensor, tensor } from "@kaviar/tensor";
import type { Initialized, Shapes } from "../../layers/contract/layer.ts";
import { join } from "../../parameters/parameters.ts";
import type { RunState } from "../../step/run-state.ts";
import { updateRatio } from "../chart/anatomy.ts";
import type { Admission, Chart } from "../chart/chart.ts";
import { sampled, sampleOf } from "../chart/sample.ts";
import type { Checkup } from "../checkup/checkup.ts";
import type { StaticCode, TrainingFinding } from "../contract/finding.ts";
import type { Patient } from "../patient.ts";
import { remedies } from "../remedies/remedies.ts";
import { chainsOf } from "./chains.ts";
import { duplicatesOf } from "./duplicates.ts";
import type { Facts, WeightFacts } from "./facts.ts";
import type { Mistake } from "./mistake.ts";
import { mistakes } from "./mistakes/index.ts";

const mostTargets = 5_000;

/** What shows before the first step, from one look at the model on a batch. */
export const lookOver = async (
  patient: Patient,
  admission: Admission,
  first: Checkup,
  run: RunState,
): Promise<readonly TrainingFinding[]> => {
  const { recipe, initialized } = patient;
  const { set, order } = patient.first;
  const facts: Facts = {
    admission,
    chains: chainsOf(recipe.layer),
    shapes: shapesOf(initialized),
    weights: weightsOf(first),
    loss: recipe.loss,
    outputShape: initialized.outputShape,
    targets: isTensor(set.y)
      ? await sampleOf(set.y as Tensor, sampled(set.y as Tensor, order, mostTargets))
      : undefined,
    givesBack: set.y === set.x,
    longestStep: await longestStep(
      patient,
      { ...admission, losses: [], epochs: [], checkups: [first], landscapes: [] },
      run,
    ),
    duplicates: await duplicatesOf(patient.first, patient.validation),
  };
  return findMistakes(facts);
};

/** All mistakes that facts show, the certain ones first. */
const findMistakes = (facts: Facts): readonly TrainingFinding[] =>
  (Object.entries(mistakes) as [StaticCode, Mistake][])
    .flatMap(([code, { look, about, thresholds, remedies: names }]): TrainingFinding[] => {
      const symptom = look(facts, thresholds);
      if (!symptom) return [];
      const { layer, evidence, isCertain } = symptom;
      return [
        {
          code,
          severity: isCertain ? "problem" : "note",
          ...(layer === undefined ? {} : { layer }),
          since: 0,
          evidence,
          explanation: about.use,
          remedies: names.map((name) => ({ name, text: remedies[name] })),
        },
      ];
    })
    .sort((a, b) => Number(a.severity === "note") - Number(b.severity === "note"));

const shapesOf = (part: Initialized, path = ""): ReadonlyMap<string, Shapes> =>
  new Map([
    [path, part.outputShape as Shapes] as const,
    ...(part.children ?? []).flatMap(({ name, part: child }) => [...shapesOf(child, join(path, name))]),
  ]);

const weightsOf = ({ parameters }: Checkup): ReadonlyMap<string, WeightFacts> =>
  new Map(
    parameters
      .filter(({ path, shape }) => shape.length >= 2 && path.endsWith("weight"))
      .map(({ path, shape, weight, deviation }) => [
        path,
        {
          size: shape.reduce((product, n) => product * n, 1),
          outputs: shape.length >= 3 ? shape[0]! : shape.at(-1)!,
          rms: weight,
          deviation,
        },
      ]),
  );

/** Places of a run at which its rate is asked for. */
const places = [0, 0.02, 0.1, 0.25, 0.5, 0.75, 0.99];

/** How long the first step is beside the weights, at the highest rate of the run. */
const longestStep = async (
  { recipe: { optimizer }, extent }: Patient,
  chart: Chart,
  run: RunState,
): Promise<number | undefined> => {
  const first = updateRatio(chart, chart.checkups[0]!);
  const { rate } = optimizer;
  if (!Number.isFinite(first)) return undefined;
  if (!rate || Number.isNaN(chart.plannedSteps)) return first > 0 ? first : undefined;
  const { penalty: _, ...progress } = extent;
  const rates = (
    (await data(
      places.map((part) =>
        rate(run.optimizer, {
          ...progress,
          step: tensor(Math.floor(part * chart.plannedSteps)),
          loss: tensor(chart.checkups[0]!.loss),
          key: key(0),
        }),
      ),
    )) as unknown as Float32Array[]
  ).map(([each]) => each!);
  return rates[0]! > 0 ? (first * Math.max(...rates)) / rates[0]! : undefined;
};
