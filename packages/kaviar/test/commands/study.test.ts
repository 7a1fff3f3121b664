import { readFileSync, writeFileSync } from "node:fs";
import { createStudy } from "@kaviar/tune";
import { beforeAll, expect, it } from "vitest";
import { buildKaviar } from "../run-kaviar.ts";

const kaviar = await buildKaviar();
const json = async (...args: string[]) => JSON.parse((await kaviar.run("study", ...args, "--json")).out);

beforeAll(async () => {
  await kaviar.run("tune", "parabola.ts", "--trials", "9");
  await kaviar.run("tune", "parabola.ts", "--trials", "5", "--name", "other", "--seed", "8", "--direction", "minimize");
}, 60_000);

it("lists studies with their best", async () => {
  const { out } = await kaviar.run("study", "list");
  expect(out).toMatch(/^parabola +minimize +9 /m);
  expect((await json("list")).map(({ name }: { name: string }) => name)).toEqual(["parabola", "other"]);
});

it("shows a study: its space, its samplers, its best", async () => {
  const { out } = await kaviar.run("study", "show", "parabola");
  expect(out).toMatch(/^trials +9: 9 complete$/m);
  expect(out).toMatch(/rate +float \[1e-5, 1\] log$/m);
  expect(out).toMatch(/kind\.bent\.by +float \[0, 1\] {2}when kind is bent$/m);
});

it("shows the constants of a space, those of branches with their condition", async () => {
  const apart = ["--storage", "sqlite:constants.db"];
  await kaviar.run("tune", "constants.mjs", "--trials", "2", ...apart);
  const { out } = await kaviar.run("study", "show", "constants", ...apart);
  expect(out).toMatch(/epochs +constant 500$/m);
  expect(out).toMatch(/kind\.bent\.deep +constant false {2}when kind is bent$/m);
  expect((await json("show", "constants", ...apart)).constants[0]).toEqual({ name: "epochs", value: 500 });
});

it("sorts trials by value, the best first, and that one is the best", async () => {
  const trials = await json("trials", "parabola", "--sort", "value");
  const values = trials.map(({ value }: { value: number }) => value);
  expect(values).toEqual([...values].sort((a, b) => a - b));
  expect(trials[0].number).toBe((await json("best", "parabola")).number);
  const { x, rate, kind } = trials[0].params;
  const parabola = 1 + (x - 2) ** 2 + (Math.log10(rate) + 2) ** 2 + (kind.by ?? 0);
  expect(values[0]).toBeCloseTo(parabola, 12);
});

it("lists what breaks its constraints after all that keep them, and says which ones it breaks", async () => {
  const apart = ["--storage", "sqlite:limits.db"];
  const tuned = await kaviar.run(
    "tune",
    "limits.mjs",
    "--trials",
    "12",
    "--sampler",
    "random",
    "--seed",
    "3",
    ...apart,
  );
  expect(tuned.out).toMatch(/^trial \d+ {2}complete .*breaks memory by 0\.\d+ {2}x 0\.\d+$/m);
  const trials = await json("trials", "limits", "--sort", "value", ...apart);
  const xs = trials.map(({ params }: { params: { x: number } }) => params.x);
  const kept = xs.filter((x: number) => x >= 0.5);
  expect(kept.length).toBeGreaterThan(1);
  expect(kept.length).toBeLessThan(11);
  // Those that keep it by their value, then the least broken first.
  expect(xs.slice(0, kept.length)).toEqual([...kept].sort((a, b) => a - b));
  expect(xs.slice(kept.length)).toEqual(xs.slice(kept.length).sort((a: number, b: number) => b - a));
  const listed = (await kaviar.run("study", "trials", "limits", ...apart)).out;
  expect(listed.match(/breaks memory by/g)).toHaveLength(12 - kept.length);
  expect((await json("best", "limits", ...apart)).params.x).toBe(xs[0]);
  expect((await kaviar.run("study", "best", "limits", ...apart)).out).toMatch(/memory ≤ 0 +(-0\.\d+|0)$/m);
});

it("shows only trials of a state", async () => {
  expect(await json("trials", "parabola", "--state", "failed,pruned")).toEqual([]);
});

it("exports as CSV by RFC 4180, as JSON lines and as JSON", async () => {
  const csv = (await kaviar.run("study", "export", "parabola", "--format", "csv")).out.split("\r\n");
  expect(csv[0]).toMatch(
    /^number,state,value,sampler,startedAt,finishedAt,error,stopReason,params\.x,params\.rate,params\.kind,params\.kind\.bent\.by$/,
  );
  expect(csv).toHaveLength(11);
  const lines = (await kaviar.run("study", "export", "parabola", "--format", "jsonl")).out.trimEnd().split("\n");
  const whole = JSON.parse((await kaviar.run("study", "export", "parabola")).out);
  expect(lines.map((line) => JSON.parse(line))).toEqual(whole.trials);
  expect(whole).toMatchObject({ name: "parabola", directions: ["minimize"], seed: 7 });
});

it("compares studies also after as many trials as the shorter one has", async () => {
  const { commonTrials, studies } = await json("compare", "parabola", "other");
  expect(commonTrials).toBe(5);
  expect(studies[1].bestAfterCommon).toBe(studies[1].best);
  expect(studies[0].bestAfterCommon).toBeGreaterThanOrEqual(studies[0].best);
});

it("says which parameters mattered, and that it cannot know yet", async () => {
  const { out } = await kaviar.run("study", "importance", "parabola");
  expect(out).toMatch(/^rate +\d+\.\d% /m);
  expect(out).toContain("Too few complete trials yet");
});

it("says by which method they mattered, and for what", async () => {
  const duration = await json("importance", "parabola", "--method", "pedAnova", "--objective", "duration");
  expect(duration.map(({ name }: { name: string }) => name)).toContain("kind.bent.by");
  const refused = await kaviar.run("study", "importance", "parabola", "--objective", "duraton");
  expect([refused.code, refused.err]).toEqual([2, expect.stringContaining("Did you mean duration?")]);
  const both = await kaviar.run("study", "importance", "parabola", "--method", "pedAnova", "--interactions");
  expect([both.code, both.err]).toEqual([2, expect.stringContaining('`interactions` are of "fanova"')]);
  const storage = ["--storage", "sqlite:two.db"];
  await kaviar.run("tune", "two.mjs", "--trials", "12", "--directions", "minimize,minimize", ...storage);
  const several = await kaviar.run("study", "importance", "two", ...storage);
  expect([several.code, several.err]).toEqual([2, expect.stringContaining("Say which, from 0: --objective 0.")]);
  const [first] = await json("importance", "two", ...storage, "--objective", "0");
  const [second] = await json("importance", "two", ...storage, "--objective", "1", "--method", "pedAnova");
  expect([first.method, second.method]).toEqual(["fanova", "pedAnova"]);
  const third = await kaviar.run("study", "importance", "two", ...storage, "--objective", "2");
  expect([third.code, third.err]).toEqual([
    2,
    expect.stringContaining("a place among the 2 objectives, from 0: got 2"),
  ]);
});

it("makes the folder that a report is to be in, and says where a file is in the way", async () => {
  expect((await kaviar.run("study", "report", "parabola", "--out", "new/pages/page.html")).code).toBe(0);
  expect(readFileSync(`${kaviar.folder}/new/pages/page.html`, "utf8")).toContain("<title>parabola");
  const { code, err } = await kaviar.run("study", "report", "parabola", "--out", "parabola.ts/page.html");
  expect([code, err]).toEqual([1, expect.stringContaining("A part of the path is a file: name a folder.")]);
});

it("writes a report to stdout, alone", async () => {
  const { code, out, err } = await kaviar.run("study", "report", "parabola", "--out", "-");
  expect({ code, err, begins: out.slice(0, 15) }).toEqual({ code: 0, err: "", begins: "<!doctype html>" });
  expect(out.trimEnd()).toMatch(/<\/html>$/);
  expect((await json("report", "parabola", "--out", "-")).page).toHaveLength(out.length - 1);
});

it("takes names that begin with a hyphen behind two of them, and says so itself", async () => {
  const args = ["--trials", "3", "--name=-x y", "--storage", "sqlite:hyphen.db"];
  const made = await kaviar.run("tune", "parabola.ts", ...args);
  const shown = "kaviar study show --storage sqlite:hyphen.db -- '-x y'";
  expect(made.out.trimEnd().split("\n").at(-1)).toBe(`See them: ${shown}`);
  expect((await kaviar.shell(shown)).out).toContain("-x y");
  const { out } = await kaviar.run(
    "study",
    "trials",
    "--json",
    "--storage",
    "sqlite:hyphen.db",
    "--limit",
    "2",
    "--",
    "-x y",
  );
  expect(JSON.parse(out)).toHaveLength(2);
});

it("writes a report that needs nothing else", async () => {
  expect(await kaviar.run("study", "report", "parabola", "--out", "page.html")).toMatchObject({
    code: 0,
    err: "",
    out: "Wrote page.html: open it in a browser.\n",
  });
  const page = readFileSync(`${kaviar.folder}/page.html`, "utf8");
  expect(page).toContain("<title>parabola");
  expect(page).not.toMatch(/(src|href)="http/);
});

it("recovers what can be read of a file that lost its end", async () => {
  const whole = readFileSync(`${kaviar.folder}/kaviar.db`);
  const { trials } = await json("list").then(([first]) => first);
  writeFileSync(`${kaviar.folder}/torn.db`, whole.subarray(0, whole.length - 4096));
  const { code, out } = await kaviar.run("study", "recover", "torn.db");
  expect(code).toBe(0);
  expect(out).toMatch(/^Recovered 2 studies with \d+ trials? in torn\.recovered\.db\.$/m);
  const recovered = JSON.parse(
    (await kaviar.run("study", "list", "--json", "--storage", "sqlite:torn.recovered.db")).out,
  );
  expect(recovered).toHaveLength(2);
  expect(recovered[0].trials.total).toBeLessThanOrEqual(trials.total);
  expect((await kaviar.run("study", "recover", "torn.db")).code).toBe(2);

  const headless = Buffer.from(whole);
  headless.fill(0, 0, 100);
  writeFileSync(`${kaviar.folder}/headless.db`, headless);
  const shown = await kaviar.run("study", "list", "--storage", "sqlite:headless.db");
  expect(shown.err).toContain("`kaviar study recover` writes what can be read into a new file.");
  const again = await kaviar.run("study", "recover", "headless.db", "--out", "new/whole.db");
  expect(again).toMatchObject({ code: 0, err: "" });
  expect(again.out).toContain(
    "Lost: the header of the file was damaged: it was made anew\nRecovered 2 studies with 14 trials",
  );
});

it("deletes a study only when told to", async () => {
  const refused = await kaviar.run("study", "delete", "other");
  expect(refused).toMatchObject({ code: 2, out: "" });
  expect(refused.err).toContain("Say --yes.");
  expect(await kaviar.run("study", "delete", "other", "--yes")).toMatchObject({
    code: 0,
    out: 'Deleted "other" with 5 trials.\n',
  });
  expect((await kaviar.run("study", "show", "other")).code).toBe(2);
});

it("shows values by the names of their objectives, wherever values are shown", async () => {
  const tuned = await kaviar.run("tune", "named.mjs", "--trials", "4");
  expect(tuned.out).toContain("named: minimize loss, minimize size");
  expect(tuned.out).toMatch(/^trial 0 {2}complete {2}loss [\d.e-]+, size [\d.e-]+ /m);
  expect(tuned.out).toMatch(/^ {2}trial \d {2}loss [\d.e-]+, size [\d.e-]+$/m);
  expect((await kaviar.run("study", "list")).out).toMatch(/^named +minimize loss, minimize size +4 /m);
  expect((await kaviar.run("study", "show", "named")).out).toMatch(/^direction +minimize loss, minimize size$/m);
  expect((await kaviar.run("study", "trials", "named")).out).toMatch(/^trial +state +loss, size +time/m);
  const csv = (await kaviar.run("study", "export", "named", "--format", "csv")).out;
  expect(csv).toMatch(/^number,state,values\.loss,values\.size,/);
  const whole = JSON.parse((await kaviar.run("study", "export", "named")).out);
  expect(whole.objectives).toEqual(["loss", "size"]);
  const { values, objectives } = whole.trials[0];
  expect(objectives).toEqual({ loss: values[0], size: values[1] });
});

it("enqueues with attributes, and not twice where that is not wanted", async () => {
  const enqueue = (...more: string[]) => kaviar.run("enqueue", "parabola", "--params", '{"x": 1.5}', ...more);
  const first = await enqueue("--attributes", '{"by": "Ada"}', "--skip-if-exists");
  expect(first.out).toBe('Trial 9 of "parabola" waits: x 1.5\n');
  expect((await enqueue("--skip-if-exists")).out).toBe(first.out);
  expect((await json("trials", "parabola")).at(-1)).toMatchObject({ state: "waiting", attributes: { by: "Ada" } });
  expect((await enqueue()).out).toContain("Trial 10");
});

it("shows what is kept with a study", async () => {
  const storage = `sqlite:${kaviar.folder}/kaviar.db`;
  const study = await createStudy({ name: "other", storage });
  await study.setAttribute("data", { rows: 1797 });
  await study.close();
  expect((await kaviar.run("study", "show", "other")).out).toMatch(/^attributes\n {2}data\.rows {2}1797$/m);
  expect((await json("show", "other")).attributes).toEqual({ data: { rows: 1797 } });
  expect((await json("export", "other")).attributes).toEqual({ data: { rows: 1797 } });
});
