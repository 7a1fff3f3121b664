import type { Study, Trial } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { portfolioOf } from "../../src/evolution/portfolio.ts";
import { speciesOf } from "../../src/evolution/species.ts";
import { warmStartFrom } from "../../src/evolution/warm-start.ts";
import type { Facts } from "../../src/grammar/facts.ts";
import type { Gene } from "../../src/grammar/genome.ts";
import { partsOf } from "../../src/grammar/parts-of.ts";

const facts: Facts = {
  rows: 200,
  columns: 6,
  task: "classes",
  classes: 2,
  rarest: 60,
  categories: ["plan"],
  levels: [4],
  freeTexts: 0,
  dates: 0,
  missing: 1,
  infinite: 0,
  width: 9,
};
const species = speciesOf(partsOf({}, facts), facts, undefined, "branches");

const plain = { kind: "asTheyAre" };
const nearest = (k: number): Gene => ({ kind: "kNearest", k, weights: "distance", p: 2 });
const tree = (maxDepth: number): Gene => ({ kind: "decisionTree", maxDepth, minLeaf: 5 });
const bayes: Gene = { kind: "gaussianNaiveBayes", varSmoothing: 1e-9 };

/** A study of scores, the more the better, each of a model alone or behind steps. */
const studyOf = (...tried: readonly (readonly [number, Gene, ...Gene[]])[]) =>
  ({
    name: "january",
    directions: ["maximize", "minimize", "minimize"],
    trials: tried.map(([score, model, ...features], number) => ({
      number,
      state: Number.isNaN(score) ? "pruned" : "complete",
      params: { impute: plain, encode: plain, features, model },
      values: [score, 1, 1],
      constraints: {},
    })) as unknown as readonly Trial[],
  }) satisfies Pick<Study, "name" | "trials" | "directions">;

const wordsOf = ({ first }: ReturnType<typeof warmStartFrom>) =>
  first.map(({ genome: { features, model } }) =>
    [...features, model].map(({ kind, k, maxDepth }) => `${kind}${k ?? maxDepth ?? ""}`).join("-"),
  );

describe("a start from another study", () => {
  it("has the best of each family first, then the others that differ, and no baseline", () => {
    const scale = { kind: "scale" };
    const study = studyOf(
      [0.5, { kind: "dummy" }],
      [0.9, nearest(5), scale],
      [0.8, nearest(7), scale],
      [0.85, nearest(9)],
      [0.7, tree(3)],
      [Number.NaN, tree(9), scale],
      [0.75, bayes],
    );
    expect(wordsOf(warmStartFrom(study, species, 60))).toEqual([
      "scale-kNearest5",
      "gaussianNaiveBayes",
      "decisionTree3",
      "kNearest9",
    ]);
  });

  it("takes ten at most", () => {
    const steps = ["scale", "robust", "minMax", "maxAbs", "power", "pca", "bins", "polynomial"];
    const chains = steps.flatMap((kind, i) => [
      [0.5 + i / 100, nearest(5), { kind }] as const,
      [0.4, bayes, { kind }] as const,
    ]);
    const { first, notes } = warmStartFrom(studyOf(...chains), species, 60);
    expect(first.length + notes.length).toBe(10);
  });

  it("says what it leaves out: values out of the ranges of the table, parts that are not there, what takes too long", () => {
    const study = studyOf(
      [0.9, nearest(80)],
      [0.8, { kind: "mine" }],
      [0.7, tree(3), { kind: "elsewhere" }],
      [0.65, { kind: "svm", c: 1, gamma: 0.1 }],
      [0.6, bayes],
    );
    const { first, notes } = warmStartFrom(study, species, 1e-6);
    expect(first.map(({ why }) => why)).toEqual(["known to do well: trial 4 of january"]);
    expect(notes).toHaveLength(4);
    expect(notes[0]).toMatch(/^Trial 0 of january is no beginning here, .*kNearest\(k 80.*in \[1, 50\]: got 80\.$/);
    expect(notes[1]).toContain("`mine` is not among the parts of this search.");
    expect(notes[3]).toContain("it would take longer than a pipeline may.");
    expect(notes[2]).toContain("`elsewhere` is not among the parts of this search.");
  });

  it("comes right behind what everything is compared with, and nothing is in the portfolio twice", () => {
    const usual = portfolioOf(species, [], { seed: 1, seconds: 60, warm: [] });
    const again = usual.later[1]!;
    const warm = warmStartFrom(studyOf([0.9, bayes], [0.8, again.genome.model]), species, 60).first;
    const portfolio = portfolioOf(species, [], { seed: 1, seconds: 60, warm });
    expect(portfolio.first.map(({ operator }) => operator).slice(0, 5)).toEqual([
      "portfolio",
      "portfolio",
      "warm start",
      "warm start",
      "portfolio",
    ]);
    const words = [...portfolio.first, ...portfolio.later].map(({ genome }) => species.words(genome));
    expect(new Set(words).size).toBe(words.length);
  });

  it("is refused where nothing is complete, or no pipeline", () => {
    expect(() => warmStartFrom(studyOf([Number.NaN, bayes]), species, 60)).toThrow(
      'of 1 trial of "january" none is complete.',
    );
    const [trial] = studyOf([0.5, bayes]).trials;
    const other = { ...studyOf(), trials: [{ ...trial!, params: { rate: 0.1 } }] };
    expect(() => warmStartFrom(other, species, 60)).toThrow('of 1 trial of "january" none is of a pipeline.');
  });
});
