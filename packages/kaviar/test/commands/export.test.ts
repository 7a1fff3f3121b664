import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { pipeline, readTable, ridge, scale } from "@kaviar/tabular";
import { beforeAll, expect, it } from "vitest";
import { buildKaviar } from "../run-kaviar.ts";

const kaviar = await buildKaviar();
const at = (name: string) => `${kaviar.folder}/${name}`;
const pipe = pipeline(scale(), ridge({ alpha: 2 }));

beforeAll(async () => {
  mkdirSync(at("lines-kaviar"));
  const lines = await readTable(at("lines.csv"));
  const fitted = await pipe.fit(lines, { target: "y" });
  await fitted.save(at("lines-kaviar/model.onnx"));
  const found = {
    pipeline: pipe,
    data: "lines.csv",
    target: "y",
    metric: "rmse",
    folds: 4,
    holdout: 0.25,
    without: [],
  };
  writeFileSync(at("lines-kaviar/leaderboard.json"), JSON.stringify({ found, schema: lines.schema }));
});

it("prints the program that scores and fits the pipeline again", async () => {
  const { code, out } = await kaviar.run("export", "lines-kaviar", "--code", "ts");
  expect(code).toBe(0);
  expect(out).toContain('import { rmse } from "@kaviar/nn";');
  expect(out).toContain("const pipe = pipeline(scale(), ridge({ alpha: 2 }));");
  expect(out).toContain('{ target: "y", test: 0.25, seed: 0 }');
  expect(out).toContain("folds: 4");
});

it("prints a module that predicts what the model does, and imports nothing", async () => {
  const { code, out } = await kaviar.run("export", "lines-kaviar", "--code", "js");
  expect(code).toBe(0);
  expect(out).not.toMatch(/^import /m);
  writeFileSync(at("model.mjs"), out);
  const { predict } = await import(pathToFileURL(at("model.mjs")).href);
  const [x, z] = readFileSync(at("lines.csv"), "utf8").split("\n")[1]!.split(",").map(Number);
  const scored = await kaviar.run("predict", "lines-kaviar", "lines.csv");
  expect(predict([{ x, z }])[0]).toBeCloseTo(Number(scored.out.split("\n")[1]), 9);
});

it("prints a script for scikit-learn", async () => {
  const { code, out } = await kaviar.run("export", "lines-kaviar", "--code", "python");
  expect(code).toBe(0);
  expect(out).toContain("from sklearn.linear_model import Ridge");
  expect(out).toContain("pd.read_csv(");
});

it("says what is wrong: no --code, a folder of something else", async () => {
  expect(await kaviar.run("export", "lines-kaviar")).toMatchObject({ code: 2, err: expect.stringContaining("--code") });
  mkdirSync(at("other"));
  for (const code of ["ts", "js", "python"])
    expect(await kaviar.run("export", "other", "--code", code)).toMatchObject({
      code: 2,
      err: expect.stringContaining("other has none"),
    });
  for (const code of ["ts", "js", "python"])
    expect(await kaviar.run("export", "lines-kavair", "--code", code)).toMatchObject({
      code: 2,
      err: "kaviar: There is no model lines-kavair: no such file or folder.\nDid you mean lines-kaviar?\n",
    });
});
