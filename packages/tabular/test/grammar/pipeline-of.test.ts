import { describe, expect, it } from "vitest";
import { complete } from "../../src/grammar/complete.ts";
import type { Facts } from "../../src/grammar/facts.ts";
import { asTheyAre, complexityOf, type Gene, type Genome } from "../../src/grammar/genome.ts";
import { partsOf } from "../../src/grammar/parts-of.ts";
import { pipelineOf } from "../../src/grammar/pipeline-of.ts";
import { rolesOf } from "../../src/grammar/template.ts";
import { wordsOf } from "../../src/grammar/words.ts";

const facts: Facts = {
  rows: 500,
  columns: 6,
  task: "classes",
  classes: 2,
  rarest: 100,
  categories: ["plan"],
  levels: [4],
  freeTexts: 0,
  dates: 0,
  missing: 1,
  infinite: 0,
  width: 9,
};
const parts = partsOf({}, facts);
const genome = (model: Gene, features: readonly Gene[] = [], given: Partial<Genome> = {}): Genome => ({
  impute: asTheyAre,
  encode: asTheyAre,
  features,
  model,
  ...given,
});
const stepsOf = (of: Genome, known = facts) => {
  const { steps, model } = pipelineOf(of, parts, known);
  return [...steps, model].map(({ name }) => name);
};

describe("the pipeline of a genome", () => {
  it("gets what its parts need: numbers for a forest, and nothing missing for a line", () => {
    expect(stepsOf(genome({ kind: "boosting" }))).toEqual(["boosting"]);
    expect(stepsOf(genome({ kind: "randomForest" }))).toEqual(["encode", "randomForest"]);
    expect(stepsOf(genome({ kind: "logisticRegression" }))).toEqual(["impute", "encode", "logisticRegression"]);
    expect(stepsOf(genome({ kind: "boosting" }, [{ kind: "pca", nComponents: 0.9 }]))).toEqual([
      "impute",
      "encode",
      "pca",
      "boosting",
    ]);
  });

  it("fills gaps that training rows do not have too, and encodes nothing where all is numbers", () => {
    const numbers = { ...facts, categories: [], levels: [], missing: 0 };
    expect(stepsOf(genome({ kind: "logisticRegression" }), numbers)).toEqual(["impute", "logisticRegression"]);
    expect(stepsOf(genome({ kind: "randomForest" }), numbers)).toEqual(["randomForest"]);
  });

  it("fills what is infinite before all that cannot take it, where a table has such values", () => {
    const infinite = { ...facts, missing: 0, infinite: 1 };
    expect(stepsOf(genome({ kind: "boosting" }), infinite)).toEqual(["boosting"]);
    expect(stepsOf(genome({ kind: "randomForest" }), infinite)).toEqual(["impute", "encode", "randomForest"]);
    const optionsOf = (known: Facts) =>
      pipelineOf(genome({ kind: "logisticRegression" }), parts, known).steps[0]!.options as { infinite: boolean };
    expect([optionsOf(infinite).infinite, optionsOf(facts).infinite]).toEqual([true, false]);
  });

  it("makes numbers of dates and free texts for models that know categories, and keeps these", () => {
    const { steps } = pipelineOf(genome({ kind: "boosting" }), parts, { ...facts, dates: 1 });
    expect(steps.map(({ name, options }) => [name, (options as { readonly keep: unknown }).keep])).toEqual([
      ["encode", ["plan"]],
    ]);
  });

  it("has what stands inside of parts too", () => {
    const union: Gene = { kind: "union", keep: true, branches: [{ kind: "scale" }, { kind: "pca", nComponents: 0.5 }] };
    const inner: Gene = { kind: "predictions", model: { kind: "kNearest", k: 3, weights: "uniform", p: 2 } };
    const whole = genome({ kind: "boosting" }, [union, inner]);
    expect(stepsOf(whole)).toEqual(["impute", "encode", "union", "predictions", "boosting"]);
    expect(wordsOf(whole, parts, facts)).toBe(
      "impute → encode → union(all, scale, pca(nComponents 0.5)) → predictions(kNearest(k 3, uniform, p 2)) → boosting",
    );
    expect(complexityOf(complete(whole, parts, facts))).toBe(8);
  });

  it("has the same words where it is the same pipeline", () => {
    const words = (features: readonly Gene[], model: Gene) => wordsOf(genome(model, features), parts, facts);
    const boosting = { kind: "boosting" };
    expect(words([{ kind: "scale" }], boosting)).toBe(words([], boosting));
    expect(words([{ kind: "minMax" }, { kind: "scale" }], { kind: "svm" })).toBe(
      words([{ kind: "scale" }], { kind: "svm" }),
    );
    expect(words([{ kind: "scale" }], { kind: "svm" })).not.toBe(words([], { kind: "svm" }));
  });

  it("is refused where a part is not in the grammar", () => {
    expect(() => pipelineOf(genome({ kind: "magic" }), parts, facts)).toThrow("there is no `magic` in it");
  });
});

describe("a grammar", () => {
  it("leaves parts out, and has those of the caller", () => {
    const own = partsOf({ parts: { svm: false, mine: parts.get("scale")! } }, facts);
    expect([own.has("svm"), own.has("mine"), parts.has("svm")]).toEqual([false, true, true]);
  });

  it("keeps the names that stand for something else", () => {
    expect(() => partsOf({ parts: { union: parts.get("scale")! } }, facts)).toThrow(
      "`union` stands for something else",
    );
  });

  it("reads templates as TPOT writes them", () => {
    expect(rolesOf("Selector-Transformer-Classifier")).toEqual(["selector", "transformer", "model"]);
    expect(() => rolesOf("Selecter-Classifier")).toThrow("selector");
    expect(() => rolesOf("Classifier-Selector")).toThrow("A template has one model, at its end");
  });
});
