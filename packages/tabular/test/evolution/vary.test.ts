import { seededRandom } from "@kaviar/base/random";
import { contains, drawPoint, type Random } from "@kaviar/tune";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { portfolioOf } from "../../src/evolution/portfolio.ts";
import { genomeOf, speciesOf } from "../../src/evolution/species.ts";
import { variations } from "../../src/evolution/vary.ts";
import type { Facts } from "../../src/grammar/facts.ts";
import { partsOf } from "../../src/grammar/parts-of.ts";
import { pipelineOf } from "../../src/grammar/pipeline-of.ts";
import { rolesOf } from "../../src/grammar/template.ts";

const factsOf = (task: "classes" | "numbers"): Facts => ({
  rows: 400,
  columns: 8,
  task,
  classes: task === "classes" ? 3 : 0,
  rarest: 50,
  categories: ["plan", "city"],
  levels: [3, 20],
  freeTexts: 0,
  dates: 1,
  missing: 2,
  infinite: 0,
  width: 30,
});

const species = (task: "classes" | "numbers", template?: string) => {
  const facts = factsOf(task);
  return speciesOf(partsOf({}, facts), facts, template === undefined ? undefined : rolesOf(template), "stacks");
};

const randomGenome = (of: ReturnType<typeof species>, random: Random) =>
  genomeOf(
    of,
    drawPoint(of.compiled.dimensions, () => random),
  );

describe("variations of pipelines", () => {
  const kinds = [species("classes"), species("numbers"), species("classes", "Selector-Transformer-Classifier")];

  it("stay inside of the space, and are pipelines that can be made", () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(...kinds), fc.constantFrom(...variations), (seed, of, { vary }) => {
        const random = seededRandom(seed);
        const child = vary(of, [randomGenome(of, random), randomGenome(of, random)], random);
        if (!child) return;
        const params = of.compiled.encode(child);
        expect(contains(of.compiled.dimensions, params)).toBe(true);
        expect(genomeOf(of, params)).toEqual(child);
        expect(pipelineOf(child, of.parts, of.facts).model.kind).toBe("model");
      }),
      { numRuns: 300 },
    );
  });

  it("each change something, most of the time", () => {
    const of = kinds[0]!;
    for (const { name, vary } of variations) {
      let changed = 0;
      for (let seed = 0; seed < 60; seed++) {
        const random = seededRandom(seed, 7);
        const mother = randomGenome(of, random);
        const child = vary(of, [mother, randomGenome(of, random)], random);
        if (child && of.words(child) !== of.words(mother)) changed++;
      }
      expect(changed, name).toBeGreaterThan(20);
    }
  });
});

describe("the portfolio", () => {
  it.each(["classes", "numbers"] as const)("lies in the space of a table of %s, each pipeline once", (task) => {
    const of = species(task);
    const { first, later } = portfolioOf(of, [], { seed: 1, seconds: Number.POSITIVE_INFINITY, warm: [] });
    const portfolio = [...first, ...later];
    expect(portfolio.length).toBeGreaterThan(12);
    for (const { genome } of portfolio) expect(contains(of.compiled.dimensions, of.compiled.encode(genome))).toBe(true);
    expect(new Set(portfolio.map(({ genome }) => of.words(genome))).size).toBe(portfolio.length);
  });

  it("leaves out what would take too long", () => {
    const of = species("classes");
    const models = (seconds: number) =>
      portfolioOf(of, [], { seed: 1, seconds, warm: [] }).first.map(({ genome }) => genome.model.kind);
    expect(models(60)).toContain("network");
    expect(models(0.5)).not.toContain("network");
  });

  it("has trees of twenty thousand columns behind a selection alone, where there is a minute", () => {
    const facts: Facts = {
      ...factsOf("classes"),
      rows: 200,
      columns: 20_000,
      categories: [],
      levels: [],
      dates: 0,
      width: 20_000,
    };
    const of = speciesOf(partsOf({}, facts), facts, undefined, "branches");
    const { first, later } = portfolioOf(of, [], { seed: 1, seconds: 4, warm: [] });
    const behind = (kind: string) =>
      [...first, ...later]
        .filter(({ genome }) => genome.model.kind === kind)
        .map(({ genome }) => genome.features.map((gene) => gene.kind));
    expect(behind("boosting")).toEqual([["selectBest"]]);
    expect(behind("extraTrees")).toEqual([["selectBest"]]);
    expect(behind("randomForest")).toEqual([]);
  });
});
