import { meanOf } from "@kaviar/base/numerics";
import { seededRandom } from "@kaviar/base/random";
import { logLoss } from "@kaviar/nn";
import type { LiveTrial } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { dealTable } from "../../src/evaluation/deal-table.ts";
import { factsOf } from "../../src/grammar/facts.ts";
import { partsOf } from "../../src/grammar/parts-of.ts";
import { crossValidate, gaussianNaiveBayes, pipeline, table } from "../../src/index.ts";
import { createEvaluation } from "../../src/search/evaluate.ts";

/** Two numbers, and a class that they tell. */
const random = seededRandom(3);
const a = Array.from({ length: 300 }, () => random());
const rows = table({ a, b: a.map(() => random()), kind: a.map((value) => (value + random() > 1 ? "high" : "low")) });

const given = { target: "kind", folds: 3, seed: 1 } as const;
const { training, splits } = dealTable("test", rows, { ...given, repeats: 1, stratify: true });
const facts = factsOf(training);
const kept = new Map<number, Float64Array>();
const ground = {
  ...{
    training,
    splits,
    repeats: 1,
    first: 0,
    facts,
    objectives: 3,
    seed: 1,
    metric: logLoss,
    memory: 1e9,
    seconds: undefined,
  },
  parts: partsOf({}, facts),
  keep: async ({ number }: LiveTrial, said: Float64Array) => {
    kept.set(number, said);
  },
};

const genome = {
  impute: { kind: "asTheyAre" },
  encode: { kind: "asTheyAre" },
  features: [],
  model: { kind: "gaussianNaiveBayes", varSmoothing: 1e-9 },
};

/** Evaluates the pipeline; it is stopped at the step that is named. */
const evaluated = async (stopAt?: number) => {
  const steps: (readonly [number, number])[] = [];
  const attributes: Record<string, unknown> = {};
  const trial = {
    number: 0,
    shouldStop: false,
    report: async (values: readonly number[], step: number) => {
      steps.push([step, values[0]!]);
      trial.shouldStop = step === stopAt;
    },
    setAttribute: async (name: string, value: unknown) => {
      attributes[name] = value;
    },
  };
  const values = await createEvaluation(ground)(genome, trial as unknown as LiveTrial);
  return { values, steps, attributes };
};

describe("an evaluation", () => {
  it("scores a pipeline as crossValidate does, and says what it took", async () => {
    const { values, steps, attributes } = await evaluated();
    expect(steps.map(([step]) => step)).toEqual([1, 2, 3]);
    const { folds } = await crossValidate(pipeline(gaussianNaiveBayes()), rows, { ...given, metrics: [logLoss] });
    expect(attributes.scores).toEqual(folds.map((fold) => fold.logLoss));
    expect(values[0]).toBe(meanOf(attributes.scores as number[]));
    expect(attributes.seconds).toEqual({ fit: expect.any(Number), thousandRows: expect.any(Number) });
  });

  it("ends behind the fold where it is stopped", async () => {
    const { steps } = await evaluated();
    const stopped = await evaluated(2);
    expect(stopped.steps).toEqual(steps.slice(0, 2));
    expect(stopped.values[0]).toBe(steps[1]![1]);
  });
});
