import { createStudy } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { evolution } from "../../src/evolution/evolution.ts";
import { portfolioOf } from "../../src/evolution/portfolio.ts";
import { genomeOf, speciesOf } from "../../src/evolution/species.ts";
import type { Facts } from "../../src/grammar/facts.ts";
import { complexityOf, genesOf, genomeFrom } from "../../src/grammar/genome.ts";
import { partsOf } from "../../src/grammar/parts-of.ts";

const facts: Facts = {
  rows: 300,
  columns: 6,
  task: "numbers",
  classes: 0,
  rarest: 300,
  categories: ["plan"],
  levels: [4],
  freeTexts: 0,
  dates: 0,
  missing: 1,
  infinite: 0,
  width: 9,
};
const species = speciesOf(partsOf({}, facts), facts, undefined, "branches");
const portfolio = portfolioOf(species, [], { seed: 1, seconds: 60, warm: [] });
const { first } = portfolio;

/** An error that boosting with a low rate behind a selection of columns makes small: there is something to find. */
const errorOfRate = (values: unknown): number => {
  const { features, model } = genomeFrom(values);
  const rate = model.kind === "boosting" ? Math.abs(Math.log((model.rate as number) / 0.05)) : 3;
  return 1 + rate + (features.some(({ kind }) => kind === "selectBest") ? 0 : 1) + 0.05 * features.length;
};

const search = async (trials: number, concurrency: number, errorOf = errorOfRate) => {
  const study = await createStudy({
    storage: "memory",
    seed: 2,
    ...evolution({ species, portfolio, lag: 4, seconds: undefined }),
    directions: ["minimize", "minimize", "minimize"],
  });
  await study.optimize(
    species.space,
    async (values, trial) => {
      const genome = genomeFrom(values);
      if (genesOf(genome).some(({ kind }) => kind === "pca")) throw new Error("no pca here");
      const error = errorOf(values);
      for (let fold = 1; fold <= 3 && !trial.shouldStop; fold++) await trial.report([error, 1, 1], fold);
      return [error, complexityOf(genome), 1];
    },
    { trials, concurrency },
  );
  return study.history;
};

describe("evolution", () => {
  const one = search(150, 1);

  it("begins with the portfolio, and never tries a pipeline twice", async () => {
    const { trials } = await one;
    const words = trials.map((trial) => species.words(genomeOf(species, trial!.params)));
    expect(words.slice(0, first.length)).toEqual(first.map(({ genome }) => species.words(genome)));
    expect(new Set(words).size).toBe(150);
  });

  it("tries the other known pipelines of the better families before any child", async () => {
    const { trials } = await one;
    const boosted = new Set(
      portfolio.later
        .filter(({ genome }) => genome.model.kind === "boosting")
        .map(({ genome }) => species.words(genome)),
    );
    const child = trials.findIndex((trial) => (trial!.notes as { operator: string }).operator !== "portfolio");
    const before = trials.slice(0, child).map((trial) => species.words(genomeOf(species, trial!.params)));
    expect(boosted.size).toBeGreaterThan(2);
    expect(before.filter((words) => boosted.has(words))).toHaveLength(boosted.size);
  });

  it("finds what the portfolio does not have", async () => {
    const { finished } = await one;
    const errors = finished.flatMap(({ state, values }) => (state === "complete" ? [values![0]!] : []));
    const begun = finished.filter(({ number, values }) => number < first.length && values);
    expect(Math.min(...begun.map(({ values }) => values![0]!))).toBeGreaterThan(1.9);
    expect(Math.min(...errors)).toBeLessThan(1.2);
  });

  it("keeps the operator and the parents of each child, and these were there before it", async () => {
    const { trials } = await one;
    const operators = new Set<string>();
    for (const trial of trials.slice(first.length + 4)) {
      const notes = trial!.notes as { readonly operator: string; readonly parents: readonly number[] };
      operators.add(notes.operator);
      for (const parent of notes.parents) expect(parent).toBeLessThan(trial!.number - 4);
    }
    expect([...operators].sort()).toEqual(["cross", "far", "insert", "near", "portfolio", "replace", "shrink", "tune"]);
  });

  it("stops who is behind after some folds, and leaves alone what always fails", async () => {
    const { finished } = await one;
    expect(finished.filter(({ state }) => state === "pruned").length).toBeGreaterThan(20);
    expect(finished.filter(({ state }) => state === "failed").length).toBeLessThan(8);
  });

  it("puts what makes many columns of each into a pipeline once at most, however good two would be", async () => {
    const countIn = (values: unknown) => genesOf(genomeFrom(values)).filter(({ kind }) => kind === "polynomial").length;
    const { trials } = await search(200, 1, (values) => 5 - countIn(values));
    const counts = trials.map((trial) => countIn(species.compiled.decode(trial!.params)));
    expect(counts.filter((count) => count === 1).length).toBeGreaterThan(5);
    expect(Math.max(...counts)).toBe(1);
  });

  it("is the same for any number of pipelines at once", async () => {
    const params = (await one).trials.slice(0, 60).map((trial) => trial!.params);
    expect((await search(60, 3)).trials.map((trial) => trial!.params)).toEqual(params);
  });
});
