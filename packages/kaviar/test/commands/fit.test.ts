import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { load } from "@kaviar/tabular";
import { expect, it } from "vitest";
import { buildKaviar } from "../run-kaviar.ts";

const kaviar = await buildKaviar();
const at = (name: string) => `${kaviar.folder}/${name}`;

/** What a search asks for, small enough for a test. */
const small = ["--evaluations", "3", "--folds", "2", "--workers", "1", "--preset", "interpretable"];

const rows = Array.from({ length: 120 }, (_, i) => {
  const age = (i * 37) % 60;
  return `c${i},${age},${["basic", "gold"][i % 2]},${(i * 13) % 17},${age + ((i * 7) % 11) > 32 ? "yes" : "no"}`;
});
writeFileSync(at("churn.csv"), `id,age,plan,calls,churned\n${rows.join("\n")}\n`);

it("searches, says what it finds and writes a model that predicts", async () => {
  const { code, out, err } = await kaviar.run("fit", "churn.csv", "--target", "churned", ...small);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toMatch(
    /^reading churn\.csv … 120 rows, 4 columns \(.*1 id left out: id\); churned: yes 54 %, no 46 %$/m,
  );
  expect(out).toMatch(/^ {2}✓ majority +auc 0\.500$/m);
  expect(out).toMatch(/^ {2}✓ logistic regression +auc \d\.\d+ ± /m);
  expect(out).toMatch(/^3 pipelines in .*: 3 scored$/m);
  expect(out).toMatch(/^best single +.* auc \d\.\d+/m);
  expect(out).toMatch(/^honest score +on 24 rows never looked at +auc \d\.\d+$/m);
  expect(out).toMatch(/^wrote churn-kaviar\/: model\.onnx {2}model\.ts .*every evaluation is in kaviar\.db$/m);
  expect(out).toContain("See them: kaviar study show churn-churned\n");
  expect(out).not.toContain("\x1b");
  const scored = await kaviar.run("predict", "churn-kaviar", "churn.csv");
  expect(scored.out).toMatch(/^prediction,probability_no,probability_yes\n(no|yes),/);
  expect(scored.out.trimEnd().split("\n")).toHaveLength(121);
  expect(readFileSync(at("churn-kaviar/model.ts"), "utf8")).toContain("readonly age: number | null;");
  const { leaderboard, failures } = JSON.parse(readFileSync(at("churn-kaviar/leaderboard.json"), "utf8"));
  expect(leaderboard.map(({ rank }: { rank: number }) => rank)).toEqual([1, 2, 3]);
  expect(failures).toEqual([]);
  expect((await kaviar.run("study", "show", "churn-churned")).out).toContain("3 complete");
});

it("begins a search once, and goes on with it: nothing is evaluated twice", async () => {
  const again = await kaviar.run("fit", "churn.csv", "--target", "churned", ...small);
  expect(again.code).toBe(2);
  expect(again.err).toContain('There is a study "churn-churned" already');
  expect(again.err).toContain("--resume");
  const more = ["--evaluations", "4", "--resume", "--workers", "1"];
  const { code, out } = await kaviar.run("fit", "churn.csv", "--target", "churned", ...more, "--json");
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    study: "churn-churned",
    folder: "churn-kaviar",
    pipelines: { scored: expect.any(Number) },
    // Of few rows, the finalists are scored on five deals of the folds.
    folds: 2,
    repeats: 5,
    single: { scores: Array.from({ length: 10 }, () => expect.any(Number)) },
    ended: "the study has its 4 trials",
  });
  const { trials } = JSON.parse((await kaviar.run("study", "show", "churn-churned", "--json")).out);
  expect(trials.total).toBe(4);
});

it("goes on only with what the search was begun with", async () => {
  const folds = await kaviar.run("fit", "churn.csv", "--target", "churned", "--resume", "--folds", "3");
  expect(folds).toMatchObject({ code: 2, err: expect.stringContaining("--folds was 2, and is 3") });
  const other = await kaviar.run("fit", "churn.csv", "--target", "plan", "--resume");
  expect(other).toMatchObject({
    code: 2,
    err: expect.stringContaining('There is no study "churn-plan" to go on with'),
  });
});

it("takes other rows to be honest with", async () => {
  writeFileSync(at("later.csv"), `id,age,plan,calls,churned\n${rows.slice(0, 30).join("\n")}\n`);
  const options = ["--target", "churned", ...small, "--holdout", "later.csv", "--out", "later"];
  const adjusting = ["--calibrate", "--threshold", "f1"];
  const { code, out } = await kaviar.run("fit", "churn.csv", ...options, ...adjusting, "--json");
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    study: "later-churned",
    folder: "later",
    holdout: { rows: 30 },
    adjusted: { on: "holdout", calibration: {}, threshold: { metric: "f1" } },
  });
  expect(readFileSync(at("later/pipeline.ts"), "utf8")).toContain('readTable("later.csv", { like: rows.schema })');
  const python = await kaviar.run("export", "later", "--code", "python");
  expect(python.out).toContain('pipe = TunedThresholdClassifierCV(pipe, scoring="f1")');
  writeFileSync(at("narrow.csv"), `id,plan,calls,churned\nc1,basic,3,yes\n`);
  const narrow = ["--target", "churned", "--holdout", "narrow.csv", "--out", "narrow"];
  expect(await kaviar.run("fit", "churn.csv", ...narrow)).toMatchObject({
    code: 2,
    err: expect.stringContaining("narrow.csv has no `age`"),
  });
});

it("begins with what did well in another search", async () => {
  const options = ["--target", "churned", ...small, "--out", "warm", "--warm-start", "sqlite:kaviar.db#churn-churned"];
  const { code, out } = await kaviar.run("fit", "churn.csv", ...options, "--json");
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ pipelines: { scored: 3 } });
  const { leaderboard } = JSON.parse(readFileSync(at("warm/leaderboard.json"), "utf8"));
  const third = leaderboard.find(({ trial }: { trial: number }) => trial === 2);
  expect(third.origin).toEqual({ operator: "warm start", parents: [] });
});

it("ends with 130 on Ctrl-C, what was found by then written", async () => {
  const child = kaviar.start("fit", "churn.csv", "--target", "churned", "--out", "cut", "--workers", "1");
  let out = "";
  child.stdout!.on("data", (chunk) => {
    if (!out.includes("logistic") && String(chunk).includes("logistic")) child.kill("SIGINT");
    out += chunk;
  });
  expect(await new Promise((resolve) => child.on("close", resolve))).toBe(130);
  expect(out).toContain("Interrupted: what was found is fitted and written.");
  expect(out).toContain("wrote cut/: model.onnx");
  expect(existsSync(at("cut/model.onnx"))).toBe(true);
  expect((await kaviar.run("predict", "cut", "churn.csv")).code).toBe(0);
});

it("says where a file cannot be written, and that nothing evaluated is lost", async () => {
  writeFileSync(at("taken"), "");
  const early = await kaviar.run("fit", "churn.csv", "--target", "churned", ...small, "--out", "taken");
  expect(early).toMatchObject({ code: 1, err: expect.stringContaining("cannot be made (ENOTDIR)") });
  rmSync(at("taken"));
});

it("says that a file is not there before it asks what to predict", async () => {
  const { code, err } = await kaviar.run("fit", "chrun.csv");
  expect(code).toBe(1);
  expect(err).toContain("There is no file chrun.csv.");
  expect(err).toContain("churn.csv");
});

it.each([
  ["fit churn.csv", "A search needs the column to predict: got no --target.", "--target churned"],
  ["fit photoes", "There is no folder photoes.", "Check the path"],
  ["fit churn.csv --target chruned", "churn.csv has no `chruned`.", "Did you mean `churned`?"],
  ["fit churn.csv --target calls --group idd", "--group names a column: churn.csv has no `idd`.", "`id`?"],
  [
    "fit churn.csv --target churned --time 60",
    '--time must be a time with its unit, such as 30s, 10m or 1.5h: got "60".',
    "",
  ],
  ["fit churn.csv --target churned --time 9s --evaluations 3", "got both --time and --evaluations.", ""],
  ["fit churn.csv --target churned --metric rocAcu", "--metric must be one of", "Did you mean rocAuc?"],
  ["fit churn.csv --target churned --preset tny", "--preset must be one of", "Did you mean tiny?"],
  ["fit churn.csv --target plan", "There is a model in churn-kaviar already", "--out FOLDER"],
  ["fit churn.csv --target age --metric accuracy --out other", "accuracy has no value of numbers.", "rmse or mae"],
  ["fit churn.csv --target churned --metric mae --out other", "mae has no value of probabilities", "logLoss"],
  ["fit churn.csv --target churned --threshold rocAuc", "--threshold must be one of f1,", ""],
  ["fit churn.csv --target age --calibrate --out other", "Probabilities of classes are calibrated", "`calibrate`"],
  ["fit churn.csv --target churned --folds 1", '--folds must be a whole number ≥ 2: got "1".', ""],
  [
    "fit churn.csv --target churned --out new --warm-start chrun-churned",
    "There is no study",
    "Did you mean churn-churned?",
  ],
  ["fit churn.csv --target churned --out new --warm-start sqlite:gone.db#churn", "there is no file gone.db", ""],
  ["fit churn.csv --target churned --warm-start sqlite:kaviar.db", "--warm-start names a study", "#NAME"],
  ["fit churn.csv --target churned --holdout 1.5", '"none" or a file: got "1.5".', ""],
])("wrong usage ends with 2: kaviar %s", async (args, law, remedy) => {
  const { code, err } = await kaviar.run(...args.split(" "));
  expect(code).toBe(2);
  expect(err).toContain(law);
  expect(err).toContain(remedy);
});

it("looks at a sample, says so, and fits to all rows what learns in parts", async () => {
  const given = ["fit", "churn.csv", "--target", "churned", "--sample", "100", "--out", "some", "--holdout", "none"];
  const { code, out } = await kaviar.run(...given, ...small);
  expect(code).toBe(0);
  expect(out).toContain("\n  a sample: 100 rows drawn by chance of 120 rows\n");
  const fitted =
    /^The search looked at a sample: 100 rows drawn by chance of 120 rows\. The model is fitted to (.*)\.$/m;
  const isWhole = fitted.exec(out)![1]!.startsWith("all rows");
  const { card, release } = await load(at("some/model.onnx"));
  expect([card.rows, card.sampledFrom]).toEqual(isWhole ? [120, undefined] : [100, 120]);
  await release();
  expect(readFileSync(at("some/pipeline.ts"), "utf8")).toContain(", { sample: 100, seed: 0 }");
  expect(readFileSync(at("some/report.html"), "utf8")).toContain("The search looked at a sample");
  rmSync(at("some/model.onnx"));
  const again = [
    "fit",
    "churn.csv",
    "--target",
    "churned",
    "--out",
    "some",
    "--resume",
    "--evaluations",
    "4",
    "--json",
  ];
  const resumed = await kaviar.run(...again, "--workers", "1");
  expect(JSON.parse(resumed.out).sampled).toMatch(/^The search looked at a sample: 100 rows/);
  const other = await kaviar.run(...again, "--sample", "90");
  expect(other).toMatchObject({ code: 1, err: expect.stringContaining("it was 100 rows") });
});
