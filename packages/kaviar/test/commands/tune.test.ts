import { expect, it } from "vitest";
import { buildKaviar } from "../run-kaviar.ts";

const kaviar = await buildKaviar();

it("runs a module's trials in two workers, a line a trial, and says where they are", async () => {
  const { code, out, err } = await kaviar.run("tune", "parabola.ts", "--trials", "6", "--sampler", "random");
  expect(err).toBe("");
  expect(code).toBe(0);
  expect(out.split("\n")[0]).toBe("parabola: minimize, 2 workers, sqlite:kaviar.db, 0 of 6 trials");
  expect([...out.matchAll(/^trial (\d) {2}complete {2}\S+ {2}\S+ {2}random {2}x /gm)].map(([, n]) => n).sort()).toEqual(
    [..."012345"],
  );
  expect(out).toContain("parabola has 6 trials: 6 complete.");
  expect(out.trimEnd().split("\n").at(-1)).toBe("See them: kaviar study show parabola");
  expect(out).not.toContain("\x1b");
});

it("goes on with a study when it is run again: --trials is the total", async () => {
  const { code, out } = await kaviar.run("tune", "parabola.ts", "--trials", "8");
  expect(code).toBe(0);
  expect(out).toContain("6 of 8 trials");
  expect(out).toContain("2 trials in ");
  expect(out).toContain("parabola has 8 trials: 8 complete.");
});

it("tunes a command, whatever its language", async () => {
  const { code, out } = await kaviar.shell(
    `kaviar tune --space space.json --trials 2 --name shell -- node -p 'const { rate, k } = JSON.parse(process.env.KAVIAR_PARAMS); k + rate'`,
  );
  expect(code).toBe(0);
  const values = [...out.matchAll(/^trial \d {2}complete {2}(\S+)/gm)].map(([, value]) => Number(value));
  expect(values).toHaveLength(2);
  for (const value of values) expect(value).toBeGreaterThan(3);
});

it("tunes several objectives, and shows the front: here no trial beats another", async () => {
  const { code, out } = await kaviar.run("tune", "two.mjs", "--trials", "4");
  expect(code).toBe(0);
  expect(out).toContain("front  4 trials");
  const best = await kaviar.run("study", "best", "two", "--json");
  expect(JSON.parse(best.out)).toHaveLength(4);
});

it("fails with 1 when every trial did, and says why", async () => {
  const { code, out } = await kaviar.run("tune", "throws.mjs", "--trials", "2");
  expect(code).toBe(1);
  expect(out).toContain("trial 1 failed: Error: no such data");
});

it("prints its result as one document, its progress on stderr, even when the module prints", async () => {
  const { code, out, err } = await kaviar.run("tune", "talks.mjs", "--trials", "2", "--json");
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    name: "talks",
    trials: { total: 2, complete: 2 },
    best: [{ number: 0, values: [1] }],
    run: { trials: [0, 1], stopped: "the study has its 2 trials", lastFailure: null },
  });
  expect(err).toMatch(/^talks: minimize, 1 worker, sqlite:kaviar.db, 0 of 2 trials$/m);
  expect(err).toContain("imported\n");
  expect(err).toContain("trial 1 │ evaluated\n");
});

it("says in its document why every trial failed", async () => {
  const { code, out } = await kaviar.run("tune", "throws.mjs", "--name", "failing", "--trials", "1", "--json");
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    best: [],
    run: { trials: [0], lastFailure: { number: 0, error: expect.stringContaining("no such data") } },
  });
});

it("ends silently when its reader has read enough", async () => {
  const { code, out, err } = await kaviar.shell("kaviar tune parabola.ts --name piped --trials 5000 | head -2");
  expect(err).toBe("");
  expect(code).toBe(0);
  expect(out.split("\n")).toHaveLength(3);
});

it("ends with 130 on Ctrl-C, its running trial told, none lost", async () => {
  const child = kaviar.start("tune", "slow.mjs", "--trials", "50");
  let out = "";
  child.stdout!.on("data", (chunk) => {
    if (!out.includes("trial 0") && String(chunk).includes("trial 0")) child.kill("SIGINT");
    out += chunk;
  });
  expect(await new Promise((resolve) => child.on("close", resolve))).toBe(130);
  expect(out).toContain("interrupted by Ctrl-C");
  expect(out).toContain("See them: kaviar study show slow");
  const { trials } = JSON.parse((await kaviar.run("study", "show", "slow", "--json")).out);
  expect(trials).toMatchObject({ running: 0, waiting: 0, total: trials.complete });
  expect(trials.complete).toBeGreaterThanOrEqual(1);
});

it("ends with its document on Ctrl-C too", async () => {
  const child = kaviar.start("tune", "slow.mjs", "--name", "cut", "--trials", "50", "--json");
  let [out, err] = ["", ""];
  child.stderr!.on("data", (chunk) => {
    if (!err.includes("trial 0") && String(chunk).includes("trial 0")) child.kill("SIGINT");
    err += chunk;
  });
  child.stdout!.on("data", (chunk) => {
    out += chunk;
  });
  expect(await new Promise((resolve) => child.on("close", resolve))).toBe(130);
  const { trials, run } = JSON.parse(out);
  expect(run.stopped).toBe("interrupted by Ctrl-C");
  expect(trials.complete).toBe(run.trials.length);
});
