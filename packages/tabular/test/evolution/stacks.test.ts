import { seededRandom } from "@kaviar/base/random";
import { rocAuc } from "@kaviar/nn";
import type { TrialRecord } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { bagsOf } from "../../src/evolution/bags.ts";
import { genomeOf, speciesOf } from "../../src/evolution/species.ts";
import { stacksOf } from "../../src/evolution/stacks.ts";
import { factsOf } from "../../src/grammar/facts.ts";
import type { Gene } from "../../src/grammar/genome.ts";
import { partsOf } from "../../src/grammar/parts-of.ts";
import { pipelineOf } from "../../src/grammar/pipeline-of.ts";
import { crossValidate, table } from "../../src/index.ts";
import { prepare } from "../../src/pipeline/prepare.ts";

const random = seededRandom(1);
const rows = table(
  Array.from({ length: 90 }, () => {
    const [a, b] = [random(), random()];
    return { a, b, plan: random() < 0.5 ? "basic" : "pro", y: a + b + 0.3 * random() > 1.1 ? "yes" : "no" };
  }),
);
const { training } = prepare(rows, { target: "y" });
const facts = factsOf(training);
const parts = partsOf({}, facts);
const species = speciesOf(parts, facts, undefined, "stacks");

const asTheyAre = { kind: "asTheyAre" };
const models: readonly Gene[] = [
  { kind: "decisionTree", maxDepth: 3, minLeaf: 2 },
  { kind: "logisticRegression", c: 1 },
  { kind: "gaussianNaiveBayes", varSmoothing: 1e-9 },
  { kind: "kNearest", k: 5, weights: "uniform", p: 2 },
];

/** Trials of models in turn, the first ones the best. */
const tried = (count: number, of = models): readonly TrialRecord[] =>
  Array.from({ length: count }, (_, number) => ({
    number,
    state: "complete",
    params: species.compiled.encode({
      impute: asTheyAre,
      encode: asTheyAre,
      features: [],
      model: of[number % of.length]!,
    }),
    values: [0.9 - number / 100, 1, 1],
    attributes: { seconds: { fit: 0.1, thousandRows: 0 } },
  })) as unknown as readonly TrialRecord[];

const stacks = (count: number, seconds?: number) =>
  stacksOf(species, { complete: tried(count), directions: ["maximize", "minimize", "minimize"], seconds });

describe("stacks", () => {
  it("are of the best of different families, by a linear model of what they say, and of the columns too", () => {
    const made = stacks(16);
    expect(made.map(({ parents }) => parents)).toEqual([
      [0, 1, 2],
      [0, 1, 2],
    ]);
    const [alone, beside] = made.map(({ genome }) => species.words(genome));
    expect(alone).toBe(
      "impute → encode → stack(decisionTree(maxDepth 3, minLeaf 2), logisticRegression(c 1), gaussianNaiveBayes(varSmoothing 1e-9) by logisticRegression(c 0.1))",
    );
    expect(beside).toContain(" by logisticRegression(c 0.1), all)");
    for (const { genome } of made) expect(genomeOf(species, species.compiled.encode(genome))).toEqual(genome);
  });

  it("wait until there is something to choose from, and are left where there is no time for their fits", () => {
    expect(stacks(14)).toEqual([]);
    // Three members of 0.1 s, five times each, and no more than half of the time of a fold.
    expect(stacks(16, 3.2).length).toBe(2);
    expect(stacks(16, 2.8)).toEqual([]);
  });

  it("are pipelines that can be scored", async () => {
    for (const { genome } of stacks(16)) {
      const { mean } = await crossValidate(pipelineOf(genome, parts, facts), rows, {
        target: "y",
        folds: 3,
        metrics: [rocAuc],
        seed: 1,
      });
      expect(mean.rocAuc).toBeGreaterThan(0.85);
    }
  });

  it("stand in no other search", () => {
    const plain = speciesOf(parts, facts, undefined, "branches");
    expect(stacksOf(plain, { complete: tried(16), directions: ["maximize"], seconds: undefined })).toEqual([]);
  });
});

describe("bags", () => {
  const svm = { kind: "svm", c: 1, gamma: 0.1 };
  const of = [
    { kind: "extraTrees", minLeaf: 2, maxFeatures: 0.5, criterion: "gini", bootstrap: false },
    svm,
    ...models,
  ];
  const bags = (count: number, seconds?: number) =>
    bagsOf(species, { complete: tried(count, of), directions: ["maximize"], seconds });

  it("are of models that change with their rows, in the place of one: no forests, no light ones", () => {
    expect(bags(12).map(({ genome, parents }) => [species.words(genome), parents])).toEqual([
      ["impute → encode → bag(svm(c 1, gamma 0.1), rows 0.9)", [1]],
    ]);
    expect(bags(11)).toEqual([]);
    expect(bags(12, 0.4)).toEqual([]);
  });

  it("say the mean of what each member says, fitted to its part of the rows", async () => {
    const { steps, model } = pipelineOf(bags(12)[0]!.genome, parts, facts);
    expect([...steps, model].map(({ name }) => name)).toEqual(["impute", "encode", "bagging"]);
    expect(model.options).toMatchObject({ members: 5, bootstrap: false, maxSamples: 0.9 });
  });
});
