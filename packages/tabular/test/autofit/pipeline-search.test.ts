import { fileURLToPath } from "node:url";
import { seededRandom } from "@kaviar/base/random";
import { rocAuc } from "@kaviar/nn";
import { createStudy } from "@kaviar/tune";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { notesOf } from "../../src/evolution/notes.ts";
import { type PipelineSearchOptions, pipelineSearch } from "../../src/evolution.ts";
import { crossValidate, encode, impute, logisticRegression, pipeline, scale, table } from "../../src/index.ts";

const random = seededRandom(4);
const people = table(
  Array.from({ length: 120 }, () => {
    const [hours, plan] = [10 * random(), ["basic", "pro"][Math.floor(2 * random())]!];
    const stays = hours + (plan === "pro" ? 3 : 0) + 4 * random() > 8 ? "yes" : "no";
    return { hours: random() < 0.1 ? null : hours, calls: random(), plan, stays };
  }),
);
const given: PipelineSearchOptions = { target: "stays", folds: 3, seed: 2, preset: "quick" };

const evolved = async (
  trials: number,
  breeding: Parameters<ReturnType<typeof pipelineSearch>["evolution"]>[0] = {},
  options: Partial<PipelineSearchOptions> = {},
) => {
  const search = pipelineSearch(people, { ...given, ...options });
  const { sampler } = search.evolution({ population: 6, ...breeding });
  const study = await createStudy({ storage: "memory", seed: 2, directions: search.directions, sampler });
  await study.optimize(search.space, search.score, { trials });
  const all = study.history.trials.map((trial) => trial!);
  return { search, all, lines: all.map(({ params }) => search.partsOf(params).map(({ words }) => words)) };
};

describe("a search over pipelines, laid open", () => {
  it("scores a pipeline as crossValidate does with the same folds and seed", async () => {
    const search = pipelineSearch(people, given);
    const study = await createStudy({ storage: "memory", directions: search.directions });
    const number = await study.enqueue({
      impute: { kind: "impute", strategy: "median", indicator: false },
      encode: { kind: "encode", few: "oneHot", many: "targetEncode", maxLevels: 20 },
      features: [{ kind: "scale" }],
      model: { kind: "logisticRegression", c: 1 },
    });
    await study.optimize(search.space, search.score, { trials: 1 });
    const whole = pipeline(
      impute({ strategy: "median" }),
      encode({ few: "oneHot", many: "targetEncode", maxLevels: 20 }),
      scale(),
      logisticRegression({ c: 1 }),
    );
    const { folds, mean } = await crossValidate(whole, people, {
      target: "stays",
      folds: 3,
      seed: 2,
      metrics: [rocAuc],
    });
    const { values, attributes } = study.history.trials[number]!;
    expect(search.metric).toBe("rocAuc");
    expect(attributes.scores).toEqual(folds.map((fold) => fold.rocAuc));
    expect(values![0]).toBeCloseTo(mean.rocAuc!, 12);
    expect(values![1]).toBe(4);
  });

  it("is the same search with the same seed", async () => {
    const [one, other] = [await evolved(24), await evolved(24)];
    expect(one.lines).toEqual(other.lines);
    expect(one.all.map(({ values }) => values)).toEqual(other.all.map(({ values }) => values));
  });

  it("crosses as often as it is told to: always, or never", async () => {
    const operators = async (crossed: number) => {
      const { all } = await evolved(30, { crossed, tuned: 0, families: false });
      return new Set(all.map(({ notes }) => notesOf(notes)!.operator));
    };
    const [always, never] = [await operators(1), await operators(0)];
    expect([...always].filter((name) => name !== "drawn")).toEqual(["cross"]);
    expect(never).not.toContain("cross");
    expect(never.size).toBeGreaterThan(3);
  });

  it("has parents only from the best so far, where families do not count", async () => {
    const { all } = await evolved(40, { population: 3, families: false }, { objectives: 1 });
    for (const { number, notes } of all) {
      const before = all.slice(0, number).filter(({ state }) => state === "complete");
      const best = before
        .map(({ values }) => values![0]!)
        .sort((a, b) => b - a)
        .slice(0, 3)
        .at(-1);
      for (const parent of notesOf(notes)!.parents) expect(all[parent]!.values![0]).toBeGreaterThanOrEqual(best!);
    }
  });

  it("judges by the score alone where it has one objective, and refuses what would take too much memory", async () => {
    const { all } = await evolved(12, {}, { objectives: 1, memory: 4_000 });
    expect(all.flatMap(({ values }) => (values ? [values.length] : []))).not.toContain(3);
    expect(all.some(({ error }) => error?.includes("A pipeline keeps to its memory"))).toBe(true);
  });

  it("draws pipelines for comparison, none twice", async () => {
    const search = pipelineSearch(people, given);
    const study = await createStudy({
      storage: "memory",
      seed: 1,
      directions: search.directions,
      sampler: search.drawn,
    });
    await study.optimize(search.space, search.score, { trials: 30 });
    const lines = study.history.trials.map((trial) =>
      search
        .partsOf(trial!.params)
        .map(({ words }) => words)
        .join(),
    );
    expect(new Set(lines).size).toBe(30);
  });

  it("refuses what it does not take, by its own name", () => {
    const refused = (others: object) => () => pipelineSearch(people, { ...given, ...others });
    expect(refused({ flods: 3 })).toThrow("pipelineSearch has no option `flods`.\nDid you mean `folds`?");
    expect(refused({ objectives: 5 })).toThrow("objectives");
    expect(refused({ grammar: { parts: { boosing: false } } })).toThrow("boosing");
    expect(refused({ target: "left" })).toThrow("The table has no column `left`.");
    expect(() => pipelineSearch([] as never, given)).toThrow("pipelineSearch takes a table: got a list.");
  });

  it("hands out a pipeline to be fitted, with as many parts as it was judged by", async () => {
    const { search, all } = await evolved(12);
    const { params, values } = all.find(({ state }) => state === "complete")!;
    const trained = await search.pipelineOf(params).fit(people, { target: "stays" });
    expect(await trained.predict(people.head(3))).toHaveLength(3);
    expect(search.sizeOf(params)).toBe(values![1]);
  });

  it("knows pipelines that do well, none of them the baseline", () => {
    const { known } = pipelineSearch(people, given);
    expect(known.length).toBeGreaterThan(8);
    expect(known.map(({ model }) => model.kind)).not.toContain("dummy");
  });
});

it("nothing that it is made of asks for what only Node has", async () => {
  const { metafile } = await build({
    entryPoints: [fileURLToPath(new URL("../../src/evolution.ts", import.meta.url))],
    bundle: true,
    format: "esm",
    platform: "browser",
    packages: "external",
    write: false,
    metafile: true,
    plugins: [
      {
        name: "Node's own",
        setup: ({ onResolve }) => onResolve({ filter: /^node:/ }, ({ path }) => ({ path, external: true })),
      },
    ],
  });
  const outside = Object.values(metafile.inputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  expect(outside).toContain("@kaviar/tune");
  expect(outside.filter((path) => path.startsWith("node:"))).toEqual([]);
});
