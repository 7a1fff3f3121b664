import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encodePng } from "@kaviar/base/picture";
import { createStudy, openStudy } from "@kaviar/tune";
import { afterAll, describe, expect, it } from "vitest";
import { startSlurm, whyNoSlurm } from "../../../../cluster/test/slurm/slurm-nodes.ts";
import { startStandIn } from "../../../../tune/test/artifacts/s3/stand-in.ts";
import { startServer } from "../../../../tune/test/storage/postgres-server.ts";
import { buildKaviar } from "../../run-kaviar.ts";

const why = whyNoSlurm();
if (why !== undefined) console.log(`No search is handed to Slurm: ${why}.`);
const slurm = why === undefined ? await startSlurm() : undefined;
const server = why === undefined ? await startServer() : undefined;
const bucket = await startStandIn();
Object.assign(process.env, bucket.environment, slurm?.env, server && { KAVIAR_STORAGE: server.url });
const kaviar = await buildKaviar();
const rows = Array.from({ length: 140 }, (_, i) => {
  const [a, b] = [Math.sin(i * 1.7).toFixed(4), Math.cos(i * 0.9).toFixed(4)];
  return `${a},${b},${["red", "green", "blue"][i % 3]},${Number(a) + Number(b) ** 2 + (i % 3) / 4 > 0.6 ? "yes" : "no"}`;
});
writeFileSync(join(kaviar.folder, "visits.csv"), `a,b,colour,bought\n${rows.join("\n")}\n`);
afterAll(async () => {
  for (const name of Object.keys({ ...slurm?.env, ...bucket.environment })) delete process.env[name];
  delete process.env.KAVIAR_STORAGE;
  await bucket.stop();
  await slurm?.stop();
  await server?.stop();
});

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
const words = ["visits.csv", "--target", "bought", "--evaluations", "9", "--folds", "2", "--preset", "tiny"];
const onSlurm = [...words, "--on", "slurm", "--nodes", "2", "--artifacts", "shared"];

/** A picture with a bright row, or a bright column. */
const bar = (upright: boolean, i: number): Uint8Array => {
  const pixels = Uint8Array.from({ length: 64 }, (_, place) => (place * 31 + i * 17) % 90);
  for (let j = 0; j < 8; j++) pixels[upright ? 8 * j + (i % 8) : 8 * (i % 8) + j] = 250;
  return encodePng(pixels, 8, 8);
};

/** Who has run trials of a study by now; nobody while it is not there. */
const ownersOf = async (name: string) => {
  const study = await openStudy(name, { storage: server!.url }).catch(() => undefined);
  const found = study?.history.trials.flatMap((trial) => trial?.owner ?? []);
  await study?.close();
  return [...new Set(found)];
};

/** What a search has found, without how long it took. */
const foundIn = (folder: string) => {
  const { leaderboard, single, holdout, chosen } = JSON.parse(
    readFileSync(join(kaviar.folder, folder, "leaderboard.json"), "utf8"),
  );
  const told = (each: Record<string, unknown>) => ({ trial: each.trial, pipeline: each.pipeline, scores: each.scores });
  return { all: leaderboard.map(told), single: told(single), holdout, chosen };
};

describe.skipIf(why !== undefined)("fit --on slurm", () => {
  it("finds what one process finds, though the command and an agent are killed on the way", async () => {
    const alone = await kaviar.shell(
      `KAVIAR_STORAGE=sqlite:alone.db kaviar fit ${words.join(" ")} --workers 1 --out alone`,
    );
    expect([alone.code, alone.err]).toEqual([0, ""]);
    const owners = () => ownersOf("visits-bought");
    const head = kaviar.start("fit", ...onSlurm);
    while ((await owners()).length === 0) await wait(100);
    head.kill("SIGKILL");
    const [, pid] = (await owners())[0]!.split(":");
    process.kill(Number(pid), "SIGKILL");
    // In a folder without the rows: these come from where artifacts are.
    const byHand = kaviar.shell("mkdir elsewhere && cd elsewhere && kaviar work visits-bought");
    const { code, out, err } = await kaviar.run("fit", ...onSlurm);
    // Of the agent that was killed it may say so.
    expect([code, err.includes("kaviar: ")]).toEqual([0, false]);
    expect(await byHand).toMatchObject({
      code: 0,
      out: expect.stringMatching(/\/visits\.csv … 140 rows.*(finishes the search|is finished)/s),
    });
    expect(out).toMatch(/^Found 2 agents of 1 worker on slurm as \d+_\[0-1\]: /m);
    expect(out).toContain("wrote visits-kaviar/: model.onnx  model.ts  pipeline.ts  leaderboard.json  report.html");
    expect(foundIn("visits-kaviar")).toEqual(foundIn("alone"));
    const predicted = await kaviar.run("predict", "visits-kaviar", "visits.csv");
    expect(predicted.out.split("\n").filter((line) => /\b(yes|no)\b/.test(line))).toHaveLength(140);
    const again = await kaviar.run("fit", ...onSlurm);
    expect([again.code, again.out.split("\n")[0]]).toEqual([0, expect.stringMatching(/^9 pipelines in .*: 9 scored/)]);
    const more = await kaviar.run("fit", ...onSlurm, "--seed", "4");
    expect([more.code, more.err.split("\n")[0]]).toEqual([
      2,
      'kaviar: There is a study "visits-bought" already: this search was begun before.',
    ]);
  }, 180_000);

  it("finds a network for a folder of images, though the command and an agent are killed, with whoever joins by hand", async () => {
    for (const [name, upright] of [
      ["rows", false],
      ["columns", true],
    ] as const) {
      mkdirSync(join(kaviar.folder, "bars", name), { recursive: true });
      for (let i = 0; i < 320; i++) writeFileSync(join(kaviar.folder, "bars", name, `${i}.png`), bar(upright, i));
    }
    const search = ["bars", "--trials", "4", "--epochs", "1", "--on", "slurm", "--nodes", "2", "--artifacts", "shared"];
    const head = kaviar.start("fit", ...search);
    const owners = () => ownersOf("bars-class");
    while ((await owners()).length === 0) await wait(100);
    head.kill("SIGKILL");
    process.kill(Number((await owners())[0]!.split(":")[1]), "SIGKILL");
    // In a folder without the images: what was read of them comes from where artifacts are.
    const byHand = kaviar.shell("mkdir afar && cd afar && kaviar work bars-class");
    const { code, out, err } = await kaviar.run("fit", ...search);
    expect([code, err.includes("kaviar: ")]).toEqual([0, false]);
    expect(await byHand).toMatchObject({
      code: 0,
      out: expect.stringMatching(
        /640 images of 8 × 8 pixels, grey, as they were read in .*(finishes the search|is finished)/s,
      ),
    });
    expect(out).toMatch(/^4 networks in .*: 4 scored on rows it did not learn from/m);
    expect(out).toContain("wrote bars-kaviar/: model.onnx  model.ts  network.ts  leaderboard.json  report.html");
    const predicted = await kaviar.run("predict", "bars-kaviar", "bars/rows");
    expect(predicted.out.match(/^bars.*,rows,/gm)).toHaveLength(320);
    const shown = await kaviar.run("study", "show", "bars-class");
    expect(shown.out).toMatch(/^ +0 +n\d/m);
  }, 180_000);

  it("looks at the same sample on all agents, and fits what is found to all rows", async () => {
    const sampled = [
      "visits.csv",
      "--target",
      "bought",
      "--sample",
      "90",
      "--evaluations",
      "3",
      "--preset",
      "interpretable",
    ];
    const given = [...sampled, "--folds", "2", "--on", "slurm", "--nodes", "2", "--out", "sampled"];
    const { code, out, err } = await kaviar.run("fit", ...given);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(
      /^The search looked at a sample: 90 rows drawn by chance of 140 rows\. The model is fitted to /m,
    );
  }, 120_000);

  it("ends at `study stop`: one agent finishes it from what there is, and the command writes that", async () => {
    const words = ["visits.csv", "--target", "bought", "--evaluations", "4000", "--folds", "2", "--preset", "tiny"];
    const given = ["fit", ...words, "--on", "slurm", "--out", "stopped"];
    const scored = async () => {
      const study = await openStudy("stopped-bought", { storage: server!.url }).catch(() => undefined);
      const found = study?.trials.filter(({ state }) => state === "complete").length ?? 0;
      await study?.close();
      return found;
    };
    // A node has memory for one of them: the third waits.
    const head = kaviar.run(...given, "--nodes", "3", "--memory", "1500MB");
    await expect.poll(scored, { timeout: 60_000, interval: 200 }).toBeGreaterThan(3);
    const stop = await kaviar.run("study", "stop", "stopped-bought");
    const { code, out, err } = await head;
    expect(stop.out).toMatch(
      /^Whoever runs "stopped-bought" begins no more trials.*\n1 agent that waited is taken back\.\n$/,
    );
    expect([code, err]).toEqual([0, ""]);
    const [, tried, fitted] = /^(\d+) pipelines in \S+, until it was asked to stop: (\d+) scored/m.exec(out)!;
    expect(Number(tried)).toBeLessThan(4000);
    expect(out).toContain("wrote stopped/: model.onnx  model.ts  pipeline.ts  leaderboard.json  report.html");
    expect(foundIn("stopped").all).toHaveLength(Number(fitted));
    await expect
      .poll(async () => (await kaviar.run("study", "show", "stopped-bought")).out, { timeout: 20_000 })
      .toMatch(/^3 agents on slurm as \d+_\[0-2\]: 3 ended$/m);
  }, 120_000);

  it("says once why nothing can come of it, where no pipeline was scored", async () => {
    const given = ["visits.csv", "--target", "bought", "--evaluations", "9", "--folds", "2", "--out", "nothing"];
    // Its agents are let go when they are to end already.
    const head = kaviar.start("fit", ...given, "--on", "slurm", "--nodes", "2", "--slurm", "hold");
    let [out, err] = ["", ""];
    head.stdout!.on("data", (chunk) => {
      out += chunk;
    });
    head.stderr!.on("data", (chunk) => {
      err += chunk;
    });
    const ended = new Promise((done) => head.once("close", done));
    await expect.poll(() => out, { timeout: 60_000 }).toMatch(/as \d+_\[0-1\]: 2 waiting/);
    const study = await createStudy({ name: "nothing-bought", storage: server!.url });
    await study.stop();
    await study.close();
    execFileSync("scontrol", ["release", /as (\d+)_/.exec(out)![1]!]);
    expect(await ended).toBe(1);
    expect(err).toBe(
      "kaviar: A search finds a pipeline that can be fitted: it was asked to stop before the first one was scored.\nLet it go on for longer.\n",
    );
    await expect
      .poll(async () => (await kaviar.run("study", "show", "nothing-bought")).out, { timeout: 20_000 })
      .toMatch(/^2 agents on slurm as \d+_\[0-1\]: 2 ended$/m);
    const logs = await Promise.all(
      ["0", "1"].map((agent) => kaviar.run("study", "logs", "nothing-bought", "--agent", agent)),
    );
    expect(logs.map(({ out }) => out).join("")).toContain("before the first one was scored");
    expect(logs.map(({ out }) => out).join("")).not.toContain("kaviar: ");
  }, 120_000);

  it("lets each agent read rows by their address: none travel, and others than it was begun with are refused", async () => {
    const visits = readFileSync(join(kaviar.folder, "visits.csv"));
    bucket.objects.set("lab/visits.csv", visits);
    const readings = () => bucket.asked.filter((line) => line.startsWith("GET /artifacts/lab/visits.csv")).length;
    const given = ["s3://artifacts/lab/visits.csv", ...words.slice(1), "--out", "by-address"];
    const { code, out, err } = await kaviar.run("fit", ...given, "--on", "slurm", "--nodes", "2", "--artifacts", "far");
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain("wrote by-address/: model.onnx");
    // The command and both agents, each for itself.
    expect(readings()).toBeGreaterThanOrEqual(2);
    const far = readdirSync(join(kaviar.folder, "far"), { recursive: true, withFileTypes: true });
    const travelled = far.filter(
      (each) => each.isFile() && readFileSync(join(each.parentPath, each.name)).equals(visits),
    );
    expect(travelled).toEqual([]);
    expect(readFileSync(join(kaviar.folder, "by-address/pipeline.ts"), "utf8")).toContain(
      '?? "s3://artifacts/lab/visits.csv"',
    );
    bucket.objects.set("lab/visits.csv", Buffer.from(`${visits}0.5,0.5,red,no\n`));
    const late = await kaviar.run("work", "by-address-bought");
    expect([late.code, late.err]).toEqual([2, expect.stringContaining("140 rows")]);
  }, 180_000);

  it("says what is wrong before anything is handed in, and with --dry-run what would be", async () => {
    const dry = await kaviar.run(
      "fit",
      "visits.csv",
      "--target",
      "bought",
      "--time",
      "1h",
      "--on",
      "slurm",
      "--dry-run",
    );
    expect([dry.code, dry.err]).toEqual([0, ""]);
    // An hour for the search, and what an agent needs besides.
    expect(dry.out).toContain("--time=01:10:00 ");
    expect(dry.out).toMatch(/^exec .* work -- visits-bought$/m);
    // Only pods have an image; here it is a column of paths.
    const images = ["visits.csv", "--target", "bought", "--image", "colour", "--trials", "3"];
    const network = await kaviar.run("fit", ...images, "--on", "slurm", "--dry-run");
    expect([network.code, network.err]).toEqual([0, ""]);
    expect(network.out).toMatch(/^exec .* work -- visits-bought$/m);
    const refusal = async (...given: string[]) => {
      const { code, err } = await kaviar.run("fit", ...given);
      expect(code).toBeGreaterThan(0);
      return err.split("\n")[0];
    };
    expect(await refusal("visits.csv", "--target", "sold", "--on", "slurm")).toContain("sold");
    expect(await refusal("visits.csv", "--target", "bought", "--nodes", "2")).toContain("--nodes is about agents");
    const networks = ["visits.csv", "--target", "bought", "--networks", "--on", "slurm"];
    expect(await refusal(...networks, "--epochs", "3")).toContain("--epochs goes with --trials");
    expect(await refusal(...networks, "--sample", "9")).toContain("--sample is for tables");
    const here = "KAVIAR_STORAGE=sqlite:here.db kaviar fit visits.csv --target bought --on slurm";
    expect((await kaviar.shell(here)).err).toContain("Agents on several machines share a study through PostgreSQL");
  }, 60_000);
});
