import { seededRandom } from "@kaviar/base/random";
import { drawPoint } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { createContext } from "../../src/contract/context.ts";
import { genomeOf, speciesOf } from "../../src/evolution/species.ts";
import { fitSteps } from "../../src/fitting/chain.ts";
import { factsOf } from "../../src/grammar/facts.ts";
import type { Genome } from "../../src/grammar/genome.ts";
import { partsOf } from "../../src/grammar/parts-of.ts";
import { pipelineOf } from "../../src/grammar/pipeline-of.ts";
import { stagesOf } from "../../src/grammar/stages-of.ts";
import { table } from "../../src/index.ts";
import { prepare } from "../../src/pipeline/prepare.ts";

/** Numbers, gaps, infinite values, categories with few and many levels, a date, a free text, two or three classes. */
const mixed = (classes: number, hasTexts: boolean) => {
  const random = seededRandom(classes);
  const among = (count: number) => Math.floor(random() * count);
  return table(
    Array.from({ length: 90 }, (_, i) => ({
      y: `c${i % classes}`,
      a: random(),
      b: i % 7 ? random() * 9 : null,
      c: i % 13 ? random() : Infinity,
      d: among(40),
      yes: random() < 0.5,
      ...(hasTexts && {
        plan: i % 11 ? ["basic", "pro", "team"][among(3)] : null,
        side: ["left", "right"][among(2)],
        city: `city ${among(8)}`,
        shop: `s${among(28)}`,
        day: new Date(Date.UTC(2020, among(12), among(28), among(24))),
        says: Array.from({ length: 12 }, () => `word${among(150)}`).join(" "),
      }),
    })),
  );
};

const subjects = [mixed(2, true), mixed(3, true), mixed(2, false)].map((rows) => {
  const { training } = prepare(rows, { target: "y" });
  const facts = factsOf(training);
  const parts = partsOf({}, facts);
  return { training, facts, species: speciesOf(parts, facts, undefined, "stacks") };
});
type Subject = (typeof subjects)[number];

const columnsOf = async ({ training, facts, species }: Subject, genome: Genome): Promise<number> => {
  const { steps } = pipelineOf(genome, species.parts, facts);
  return (await fitSteps(steps, training, createContext(1))).training.table.columns.length;
};

const estimated = ({ facts, species }: Subject, genome: Genome): number =>
  stagesOf(genome, species.parts, facts).at(-1)!.before.columns;

describe("the columns of a pipeline, as a grammar expects them", () => {
  const model = { kind: "logisticRegression", c: 1 };
  const steps = ["selector", "transformer", "scaler"];

  it("are never fewer than there are, of any part", async () => {
    for (const subject of subjects) {
      const { species } = subject;
      const kinds = [...species.parts].filter(([, { role }]) => steps.includes(role)).map(([kind]) => kind);
      for (const [i, kind] of kinds.entries()) {
        const gene = species.drawKind("step", kind, seededRandom(i));
        const genome: Genome = {
          impute: { kind: "impute", strategy: "mean", indicator: true },
          encode: { kind: "encode", few: "oneHot", many: "ordinal", maxLevels: 10 },
          features: [gene],
          model,
        };
        expect(estimated(subject, genome), kind).toBeGreaterThanOrEqual(await columnsOf(subject, genome));
      }
    }
  });

  it("are never fewer than there are, and mostly no more than twice as many, of pipelines drawn at random", async () => {
    const ratios: number[] = [];
    for (let seed = 0; seed < 45; seed++) {
      const subject = subjects[seed % subjects.length]!;
      const { species } = subject;
      const drawn = genomeOf(
        species,
        drawPoint(species.compiled.dimensions, () => seededRandom(seed)),
      );
      // Inner models and selections by models take their time, and make no columns that others do not.
      const features = drawn.features.filter(({ kind }) => kind !== "predictions" && kind !== "recursiveElimination");
      const genome = { ...drawn, features, model };
      const expected = estimated(subject, genome);
      if (expected > 5_000) continue;
      const columns = await columnsOf(subject, genome).catch((error: Error) => {
        expect(error.message, species.words(genome)).toMatch(/none is left of the table|no column/);
        return 0;
      });
      expect(expected, species.words(genome)).toBeGreaterThanOrEqual(columns);
      if (columns > 0) ratios.push(expected / columns);
    }
    expect(ratios.length).toBeGreaterThan(25);
    expect(ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)]).toBeLessThan(2);
  });

  it("follow unions and predictions, and a part that says nothing hands on as many as it gets", () => {
    const subject = subjects[1]!;
    const parts = new Map(subject.species.parts);
    parts.set("mine", { role: "transformer", make: () => parts.get("scale")!.make({}, subject.facts) });
    const columns = (...features: Genome["features"]) =>
      stagesOf({ impute: { kind: "asTheyAre" }, encode: { kind: "asTheyAre" }, features, model }, parts, {
        ...subject.facts,
        columns: 10,
        categories: [],
        levels: [],
        dates: 0,
        freeTexts: 0,
      }).at(-1)!.before.columns;
    const bins = { kind: "bins", nBins: 5 };
    expect(columns({ kind: "mine" })).toBe(10);
    expect(columns({ kind: "union", branches: [bins, { kind: "mine" }], keep: true })).toBe(70);
    expect(columns(bins, { kind: "polynomial" })).toBe(50 + (50 * 51) / 2);
    expect(columns({ kind: "predictions", model: { kind: "kNearest" } })).toBe(13);
  });
});
