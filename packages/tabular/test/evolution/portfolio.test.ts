import { seededRandom } from "@kaviar/base/random";
import { describe, expect, it } from "vitest";
import { portfolioOf } from "../../src/evolution/portfolio.ts";
import { speciesOf } from "../../src/evolution/species.ts";
import { factsOf } from "../../src/grammar/facts.ts";
import { partsOf } from "../../src/grammar/parts-of.ts";
import { pipelineOf } from "../../src/grammar/pipeline-of.ts";
import { load, table } from "../../src/index.ts";
import { prepare } from "../../src/pipeline/prepare.ts";

/** Ratios, which are infinite where something was divided by 0. */
const ratios = (task: "classes" | "numbers") => {
  const random = seededRandom(5);
  return table(
    Array.from({ length: 60 }, (_, i) => {
      const a = random() * 4 - 2;
      return {
        a,
        ratio: i % 9 === 4 ? Infinity : random(),
        change: i % 11 === 3 ? -Infinity : i % 7 === 2 ? null : a + random(),
        plan: ["basic", "pro", "team"][i % 3]!,
        y: task === "numbers" ? a + random() : a + random() > 0.5 ? "yes" : "no",
      };
    }),
  );
};

describe.each(["classes", "numbers"] as const)("of a table of %s that is infinite somewhere", (task) => {
  const rows = ratios(task);
  const facts = factsOf(prepare(rows, { target: "y" }).training);
  const parts = partsOf({}, facts);
  const species = speciesOf(parts, facts, undefined, "branches");
  const { first, later } = portfolioOf(species, [], { seed: 1, seconds: 60, warm: [] });
  const portfolio = [...first, ...later].map(({ genome }) => genome);

  it("every pipeline of the portfolio predicts, in its file too", async () => {
    expect(facts).toMatchObject({ infinite: 2, missing: 1 });
    expect(portfolio.length).toBeGreaterThan(14);
    const seen = new Set<string>();
    for (const genome of portfolio) {
      if (seen.has(genome.model.kind)) continue;
      seen.add(genome.model.kind);
      const model = await pipelineOf(genome, parts, facts).fit(rows, { target: "y", threads: 1 });
      const said = async (of: Pick<typeof model, "predict" | "probabilities">) =>
        task === "classes" ? (await of.probabilities(rows)).values : ((await of.predict(rows)) as Float64Array);
      const [here, there] = [await said(model), await said(await load(await model.toOnnx()))];
      expect(here.every(Number.isFinite), genome.model.kind).toBe(true);
      const farthest = Math.max(...here.map((value, i) => Math.abs(value - there[i]!)));
      expect(farthest, genome.model.kind).toBeLessThan(1e-5);
    }
  }, 60_000);
});
