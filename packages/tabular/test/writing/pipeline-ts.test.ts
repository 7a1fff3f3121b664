import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { f1, rmse, rocAuc } from "@kaviar/nn";
import * as tabular from "@kaviar/tabular";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../../../../scripts/documentation.ts";
import { runScript } from "../../../../scripts/run-script.ts";
import { subjects as models } from "../conformance/model-subjects.ts";
import { subjects as steps } from "../conformance/step-subjects.ts";
import { csv, examples } from "./pipelines.ts";

const folder = join(root, "packages/tabular/test/writing/.generated");
const data = join(folder, "churn.csv");
const found = Object.entries(examples).map(([name, { target = "churned", holdout, ...example }], i) => ({
  name,
  file: `found-${i}.generated.ts`,
  given: {
    ...example,
    data,
    target,
    folds: 3,
    seed: 11,
    holdout: typeof holdout === "string" ? join(folder, holdout) : holdout,
    without: ["phone", target === "spent" ? "churned" : "spent"],
    positive: target === "churned" ? "yes" : undefined,
  },
}));

/** What is fitted in the end. */
const adjusted = ({ pipeline, calibrate, threshold }: (typeof found)[number]["given"]): tabular.Pipeline => {
  const scored = pipeline as tabular.Pipeline & { model: tabular.Model };
  if (!calibrate) return scored;
  return tabular.pipeline(
    tabular.tuneThreshold(tabular.calibrate(scored, { method: calibrate }), { metric: threshold! }),
  );
};

describe("the program of a pipeline", () => {
  let printed: string[] = [];
  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    await writeFile(data, csv(120));
    await writeFile(join(folder, "later.csv"), csv(30, 2));
    // One after the other, in one process.
    for (const { file, given } of found)
      await writeFile(join(folder, file), tabular.pipelineTs(given).replace(/\nmain\(\);\n$/, "\nawait main();\n"));
    const all = found.map(({ file }) => `await import("./${file}");\nconsole.log("--");`);
    await writeFile(join(folder, "all.generated.ts"), `${all.join("\n")}\nexport {};\n`);
    printed = (await runScript(join(folder, "all.generated.ts"))).stdout.split("--\n");
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true }));

  it.each(found.map((each, i) => ({ ...each, i })))(
    "scores as the pipeline did, to the last bit: $name",
    async (each) => {
      const { pipeline, metric, folds, seed, target, without, group, holdout, searched, positive } = each.given;
      const rows = (await tabular.readTable(data)).without(without);
      const { train, test } =
        typeof holdout === "number"
          ? tabular.split(rows, { target, test: holdout, seed })
          : { train: rows, test: holdout && (await tabular.readTable(holdout, { like: rows.schema })) };
      const { mean, std } = await tabular.crossValidate(
        pipeline as tabular.Pipeline & { model: tabular.Model },
        searched === undefined ? train : tabular.split(train, { target, test: searched, seed }).test,
        {
          target,
          metrics: [metric],
          folds,
          seed,
          positive,
          ...(group ? { group } : {}),
        },
      );
      const lines = printed[each.i]!.trimEnd().split("\n");
      expect(lines[0]).toBe(`${metric.name} ${mean[metric.name]} ± ${std[metric.name]} over 3 folds`);
      if (!test) return;
      const model = await adjusted(each.given).fit(train, { target, seed, positive });
      const honest = await model.evaluate(test, { metrics: [metric] });
      expect(lines[1]).toBe(`${metric.name} ${honest[metric.name]} on ${test.rows} rows never looked at`);
    },
  );
});

it("runs as it stands, in a folder whose modules are not ECMAScript's", async () => {
  const plain = join(root, "packages/tabular/test/writing/.generated-plain");
  const { ridge, pipeline, scale } = tabular;
  await mkdir(plain, { recursive: true });
  await writeFile(join(plain, "package.json"), "{}");
  await writeFile(
    join(plain, "lines.csv"),
    `x,y\n${Array.from({ length: 30 }, (_, i) => `${i % 7},${i / 3}`).join("\n")}\n`,
  );
  const given = { pipeline: pipeline(scale(), ridge()), data: join(plain, "lines.csv"), target: "y", metric: rmse };
  await writeFile(join(plain, "pipeline.generated.ts"), tabular.pipelineTs(given));
  expect((await runScript(join(plain, "pipeline.generated.ts"))).stdout).toMatch(/^rmse \d.* over 5 folds\n$/);
  await rm(plain, { recursive: true });
});

it("is what a person would write", () => {
  const { impute, targetEncode, boosting, pipeline, scale, pca, union, ridge, stacking, logisticRegression } = tabular;
  const given = { data: "churn.csv", target: "churned", metric: rocAuc, score: 0.921, std: 0.011234, seed: 1 };
  expect(
    tabular.pipelineTs({
      ...given,
      pipeline: pipeline(impute(), targetEncode({ smooth: "auto" }), boosting({ trees: 300, rate: 0.05 })),
      without: ["phone"],
    }),
  ).toBe(`// Written by kaviar: predicts churned. Its score when it was found: rocAuc 0.921 ± 0.0112, the mean of 5 folds.
// npm install @kaviar/tabular @kaviar/nn @duckdb/node-api && npx tsx pipeline.ts table.csv model.onnx
import { rocAuc } from "@kaviar/nn";
import { boosting, crossValidate, impute, pipeline, readTable, targetEncode } from "@kaviar/tabular";

const pipe = pipeline(impute(), targetEncode(), boosting({ trees: 300, rate: 0.05 }));

const main = async () => {
  const read = await readTable(process.argv[2] ?? "churn.csv");
  // Columns that say nothing, such as ids and constants.
  const rows = read.without("phone");

  const scores = await crossValidate(pipe, rows, { target: "churned", folds: 5, metrics: [rocAuc], seed: 1 });
  console.log(\`rocAuc \${scores.mean.rocAuc} ± \${scores.std.rocAuc} over 5 folds\`);

  const model = await pipe.fit(rows, { target: "churned", seed: 1 });
  await model.save(process.argv[3] ?? "model.onnx");
};

main();
`);
  const long = tabular.pipelineTs({
    ...given,
    pipeline: pipeline(
      impute(),
      union([], [scale(), pca({ nComponents: 0.95 })]),
      stacking(
        [boosting({ trees: 100, rate: 0.05, leaves: 63, minLeaf: 5, subsample: 0.8, colsample: 0.7 }), ridge()],
        {
          final: logisticRegression({ c: 0.1 }),
        },
      ),
    ),
  });
  expect(long.slice(long.indexOf("const pipe"), long.indexOf("const main"))).toBe(`const pipe = pipeline(
  impute(),
  union([], [scale(), pca({ nComponents: 0.95 })]),
  stacking(
    [boosting({ rate: 0.05, leaves: 63, minLeaf: 5, subsample: 0.8, colsample: 0.7 }), ridge()],
    { final: logisticRegression({ c: 0.1 }) },
  ),
);

`);
});

it("fits what was done to the pipeline after it was scored, and scores it on the rows of a file", () => {
  const { impute, boosting, pipeline } = tabular;
  const given = { data: "churn.csv", target: "churned", metric: rocAuc, holdout: "later.csv" };
  const text = tabular.pipelineTs({
    ...given,
    pipeline: pipeline(impute(), boosting()),
    calibrate: "sigmoid",
    threshold: f1,
  });
  expect(text.slice(text.indexOf("const found"))).toBe(`const found = pipeline(impute(), boosting());

// What its copies say of rows held out makes its probabilities, or its threshold, better.
const pipe = pipeline(tuneThreshold(calibrate(found), { metric: f1 }));

const main = async () => {
  const rows = await readTable(process.argv[2] ?? "churn.csv");
  // Rows that the search never saw.
  const held = await readTable("later.csv", { like: rows.schema });
  const test = held.filter((row) => row.churned !== null);

  const scores = await crossValidate(found, rows, { target: "churned", folds: 5, metrics: [rocAuc], seed: 0 });
  console.log(\`rocAuc \${scores.mean.rocAuc} ± \${scores.std.rocAuc} over 5 folds\`);

  const model = await pipe.fit(rows, { target: "churned", seed: 0 });
  const honest = await model.evaluate(test, { metrics: [rocAuc] });
  console.log(\`rocAuc \${honest.rocAuc} on \${test.rows} rows never looked at\`);

  await model.save(process.argv[3] ?? "model.onnx");
};

main();
`);
});

it("keeps names that look like code, and is refused where a part has no name", () => {
  const given = { data: "a.csv", target: 'x"; */\nprocess.exit(1) //', metric: f1 };
  const { forColumns, scale, ridge, pipeline, oversample, dummy } = tabular;
  const text = tabular.pipelineTs({
    ...given,
    pipeline: pipeline(oversample({ strategy: JSON.parse('{ "__proto__": 5, "a-b": 2 }') }), dummy()),
  });
  expect(text).toContain('oversample({ strategy: { ["__proto__"]: 5, "a-b": 2 } })');
  expect(text.split("\n")[0]).toBe('// Written by kaviar: predicts x"; */ process.exit(1) //.');
  expect(text).toContain('target: "x\\"; */\\nprocess.exit(1) //"');
  expect(() =>
    tabular.pipelineTs({
      ...given,
      pipeline: pipeline(
        forColumns(({ name }) => name === "a", scale()),
        ridge(),
      ),
    }),
  ).toThrow("A function of your own cannot be written as code");
  const own = { ...ridge(), definition: { ...ridge().definition, notes: () => [] } };
  expect(() => tabular.pipelineTs({ ...given, pipeline: pipeline(own) })).toThrow(
    "the model `ridge` is one of your own",
  );
});

describe("every step and model that there is", () => {
  const written = (pipeline: tabular.Pipeline): string =>
    tabular.pipelineTs({ pipeline, data: "t.csv", target: "y", metric: rmse });

  it.each(Object.entries(models))("is written as code: the model %s", (name, subjects) => {
    for (const { make } of subjects.filter(({ named = true }) => named)) {
      expect(written(tabular.pipeline(make()))).toContain(`${name}(`);
      // Inside of bagging too, which knows more of some models than of others.
      if (name !== "isolationForest")
        expect(written(tabular.pipeline(tabular.bagging({ of: make() })))).toContain("bagging(");
    }
  });

  it.each(Object.entries(steps))("is written as code: the step %s", (_, subjects) => {
    for (const { make } of subjects.filter(({ named = true }) => named)) {
      const step = make();
      expect(written(tabular.pipeline(step, tabular.ridge()))).toContain(`${step.name}(`);
    }
  });
});
