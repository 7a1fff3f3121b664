import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { encode, impute, load, logisticRegression, pipeline, readTable, ridge } from "@kaviar/tabular";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startStandIn } from "../../../tune/test/artifacts/s3/stand-in.ts";
import { buildKaviar } from "../run-kaviar.ts";

const bucket = await startStandIn();
Object.assign(process.env, bucket.environment);
const kaviar = await buildKaviar();
afterAll(async () => {
  for (const name of Object.keys(bucket.environment)) delete process.env[name];
  await bucket.stop();
});

const at = (name: string) => `${kaviar.folder}/${name}`;

const rows = Array.from({ length: 40 }, (_, i) => {
  const plan = ['"gold, old"', "basic"][i % 2]!;
  return `${i % 9},${plan},${String(i % 4).padStart(2, "0")},${i % 9 > 4 ? '"says ""yes"""' : "no"},${i / 2}`;
});
writeFileSync(at("churn.csv"), `age,plan,zone,left,spent\n${rows.join("\n")}\n`);

beforeAll(async () => {
  const churn = await readTable(at("churn.csv"), { types: { zone: "category" } });
  for (const [folder, target, model] of [
    ["left-kaviar", "left", logisticRegression()],
    ["spent-kaviar", "spent", ridge()],
  ] as const) {
    mkdirSync(at(folder));
    const fitted = await pipeline(impute(), encode(), model).fit(churn, { target });
    await fitted.save(at(`${folder}/model.onnx`));
  }
});

it("writes a line a row: the class and the probability of each, quoted as CSV needs", async () => {
  const { code, out, err } = await kaviar.run("predict", "left-kaviar", "churn.csv");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const lines = out.trimEnd().split("\n");
  expect(lines).toHaveLength(41);
  expect(lines[0]).toBe('prediction,probability_no,"probability_says ""yes"""');
  const model = await load(at("left-kaviar/model.onnx"));
  const churn = await readTable(at("churn.csv"), { types: { zone: "category" } });
  const [labels, { values }] = [await model.predict(churn), await model.probabilities(churn)];
  const expected = Array.from(labels, (label, row) => {
    const quoted = label === "no" ? "no" : '"says ""yes"""';
    return `${quoted},${values[2 * row]},${values[2 * row + 1]}`;
  });
  expect(lines.slice(1)).toEqual(expected);
  await model.release();
});

it("takes the file itself, rows without the target, and writes to a file too", async () => {
  const without = readFileSync(at("churn.csv"), "utf8").replaceAll(/,[\d.]+$|,spent$/gm, "");
  writeFileSync(at("new.csv"), without);
  const { code, out } = await kaviar.run("predict", "spent-kaviar/model.onnx", "new.csv", "--out", "scored.csv");
  expect({ code, out }).toEqual({ code: 0, out: "Wrote 40 rows to scored.csv.\n" });
  const [header, ...lines] = readFileSync(at("scored.csv"), "utf8").trimEnd().split("\n");
  expect(header).toBe("prediction");
  expect(lines.every((line) => Number.isFinite(Number(line)))).toBe(true);
  const all = await kaviar.run("predict", "spent-kaviar", "churn.csv");
  expect(all.out).toBe(readFileSync(at("scored.csv"), "utf8"));
});

it("reads columns as the model knows them: the zone of a single row stays a text", async () => {
  const second = readFileSync(at("churn.csv"), "utf8").split("\n")[2]!;
  writeFileSync(at("second.csv"), `age,plan,zone,left,spent\n${second}\n`);
  const alone = (await kaviar.run("predict", "left-kaviar", "second.csv")).out.split("\n")[1];
  const among = (await kaviar.run("predict", "left-kaviar", "churn.csv")).out.split("\n")[2];
  expect(alone).toBe(among);
});

it("names texts that the model has not learned from, and predicts all the same", async () => {
  writeFileSync(at("unseen.csv"), "age,plan,zone,spent\n3,silver,00,1\n4,silver,01,2\n5,basic,02,3\n");
  const { code, out, err } = await kaviar.run("predict", "left-kaviar", "unseen.csv");
  expect(code).toBe(0);
  expect(out.trimEnd().split("\n")).toHaveLength(4);
  expect(err).toBe('kaviar: `plan` holds what the model has not learned from, in 2 rows: "silver".\n');
});

it("is a document for programs", async () => {
  const { out } = await kaviar.run("predict", "left-kaviar", "churn.csv", "--json");
  const { task, target, classes, predictions, probabilities } = JSON.parse(out);
  expect({ task, target, classes }).toEqual({ task: "classes", target: "left", classes: ["no", 'says "yes"'] });
  expect(predictions).toHaveLength(40);
  expect(probabilities[0][0] + probabilities[0][1]).toBeCloseTo(1, 12);
});

it("ends silently when its reader has read enough", async () => {
  const many = Array.from({ length: 40_000 }, (_, i) => rows[i % rows.length]);
  writeFileSync(at("many.csv"), `age,plan,zone,left,spent\n${many.join("\n")}\n`);
  const { code, out, err } = await kaviar.shell("kaviar predict left-kaviar many.csv | head -2");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out.split("\n")).toHaveLength(3);
});

it("says what is wrong: no such model, no model in the folder, a column that is missing", async () => {
  expect(await kaviar.run("predict", "left-kavair", "churn.csv")).toMatchObject({
    code: 2,
    out: "",
    err: "kaviar: There is no model left-kavair: no such file or folder.\nDid you mean left-kaviar?\n",
  });
  mkdirSync(at("empty"));
  expect((await kaviar.run("predict", "empty", "churn.csv")).err).toContain("empty has none");
  expect((await kaviar.run("predict", "churn.csv", "left-kaviar")).err).toContain("ends in .onnx: got churn.csv");
  cpSync(at("churn.csv"), at("renamed.csv"));
  writeFileSync(at("renamed.csv"), readFileSync(at("churn.csv"), "utf8").replace("age,", "years,"));
  expect(await kaviar.run("predict", "left-kaviar", "renamed.csv")).toMatchObject({
    code: 1,
    out: "",
    err: expect.stringContaining("The model predicts from the column `age`: it is not there."),
  });
});

it("goes through a file of more than 64 MB some thousand rows at a time: the same lines, each once", async () => {
  const [header, ...lines] = readFileSync(at("churn.csv"), "utf8").trimEnd().split("\n");
  const note = "n".repeat(2000);
  const many = Array.from({ length: 35_000 }, (_, i) => `${lines[i % lines.length]},${note}`);
  writeFileSync(at("many.csv"), `${header},note\n${many.join("\n")}\n`);
  const { code, out } = await kaviar.run("predict", "spent-kaviar", "many.csv", "--out", "many-scored.csv");
  expect({ code, out }).toEqual({ code: 0, out: "Wrote 35000 rows to many-scored.csv.\n" });
  const few = (await kaviar.run("predict", "spent-kaviar", "churn.csv")).out.trimEnd().split("\n").slice(1);
  const said = readFileSync(at("many-scored.csv"), "utf8").trimEnd().split("\n").slice(1);
  expect(said).toHaveLength(35_000);
  const far = said.filter((line, i) => Math.abs(Number(line) - Number(few[i % few.length])) > 1e-9);
  expect(far).toEqual([]);
});

it("reads rows of a bucket, and writes to one", async () => {
  bucket.objects.set("new/churn.csv", readFileSync(at("churn.csv")));
  const from = ["predict", "left-kaviar", "s3://artifacts/new/churn.csv"];
  const local = await kaviar.run("predict", "left-kaviar", "churn.csv");
  expect(await kaviar.run(...from)).toMatchObject({ code: 0, err: "", out: local.out });
  const to = await kaviar.run(...from, "--out", "s3://artifacts/scored.csv", "--json");
  expect(JSON.parse(to.out)).toEqual({ rows: 40, wrote: "s3://artifacts/scored.csv" });
  expect(new TextDecoder().decode(bucket.objects.get("scored.csv"))).toBe(local.out);
  const refusal = async (out: string) => {
    bucket.asked.length = 0;
    const { code, err } = await kaviar.run(...from, "--out", out);
    return [code, err];
  };
  expect(await refusal("s3://nowhere/scored.csv")).toEqual([
    1,
    expect.stringMatching(/s3:\/\/nowhere\/scored\.csv has to be written: PUT .* 404 .*\n.*Make the bucket first/),
  ]);
  const [code, err] = await refusal("s3://key:s3cret@artifacts/scored.csv");
  expect([code, err]).toEqual([2, expect.stringContaining("An object's address is s3://BUCKET/KEY")]);
  expect(err).not.toContain("s3cret");
  expect(bucket.asked).toEqual([]);
});
