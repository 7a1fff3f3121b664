import { createStudy, float, int, type Pruner } from "@kaviar/tune";
import { expect, it } from "vitest";
import { moduleFile, temporaryFolder } from "./module-file.ts";

const folder = temporaryFolder();
const space = { x: float(0, 1), net: { units: int(1, 9) } };

/** A program in another language: here Node as a stranger, which sees only its environment. */
const program = (name: string, source: string) => ({
  command: [process.execPath, moduleFile(folder, name, source).pathname],
});

it("gives params as JSON, and reads the value from the last line that is one", async () => {
  const study = await createStudy({ seed: 1 });
  const source = `const { x, net } = JSON.parse(process.env.KAVIAR_PARAMS);
    console.log("training", process.env.KAVIAR_TRIAL);
    console.log(1e9);
    console.log(x + net.units);
    console.log("done");`;
  await study.optimize(space, program("value.mjs", source), { trials: 3, workers: 2 });
  for (const { params, value } of study.trials) {
    const { x, net } = params as { x: number; net: { units: number } };
    expect(value).toBe(x + net.units);
  }
});

it("runs a line of the shell", async () => {
  const study = await createStudy({ seed: 1 });
  await study.optimize({ x: int(2, 2) }, 'echo "$KAVIAR_PARAMS" >&2 && echo 1e-3', { trials: 1 });
  expect(study.trials[0]!.value).toBe(0.001);
});

it("reads values, reports, attributes and constraints as lines of JSON, with Python's words for numbers", async () => {
  const study = await createStudy({ seed: 1, directions: ["minimize", "maximize"] });
  const lines = [
    '{"report": [0.5, 1], "step": 0}',
    '{"report": [NaN, -Infinity], "step": 1}',
    '{"attributes": {"size": 12, "kind": "small"}}',
    '{"constraints": {"latency": -0.5}}',
    "[1, 2]",
    '{"values": [0.25, 3]}',
  ];
  await study.optimize(space, program("lines.mjs", lines.map((line) => `console.log('${line}');`).join("\n")), {
    trials: 1,
  });
  const [{ values, reports, attributes, constraints }] = study.trials as [(typeof study.trials)[0]];
  expect(values).toEqual([0.25, 3]);
  expect(reports.map((report) => report.values)).toEqual([
    [0.5, 1],
    [Number.NaN, -Infinity],
  ]);
  expect(attributes).toEqual({ size: 12, kind: "small" });
  expect(constraints).toEqual({ latency: -0.5 });
});

it("ends a trial that the pruner stops with SIGTERM, and keeps what it prints then", async () => {
  const atOne: Pruner = { name: "at one", judge: ({ step }) => ({ stop: step === 1, why: "enough" }) };
  const source = `let step = 0;
    const timer = setInterval(() => console.log(JSON.stringify({ report: 10 - step, step: step++ })), 40);
    if (process.env.KAVIAR_TRIAL === "0") process.on("SIGTERM", () => { clearInterval(timer); console.log(4.5); });`;
  const study = await createStudy({ seed: 1, pruner: atOne });
  await study.optimize(space, program("endless.mjs", source), { trials: 2, workers: 2 });
  expect(study.trials.map(({ state, value }) => [state, value])).toEqual([
    ["pruned", 4.5],
    ["pruned", study.trials[1]!.reports.at(-1)!.values[0]],
  ]);
});

it("hears what is said of each report, however many are printed at once", async () => {
  const atOne: Pruner = { name: "at one", judge: ({ step }) => ({ stop: step === 1, why: "enough" }) };
  const source = `console.log([0, 1, 2, 3].map((step) => JSON.stringify({ report: step, step })).join("\\n"));
    setTimeout(() => console.log(7), 20_000);`;
  const study = await createStudy({ seed: 1, pruner: atOne });
  await study.optimize(space, program("burst.mjs", source), { trials: 1 });
  expect(study.trials[0]).toMatchObject({ state: "pruned", value: 3, stopReason: "enough" });
});

it("ends a trial that the command prunes itself, with the value reported last, and keeps why", async () => {
  const source = `console.log('{"report": 3, "step": 0}');
    console.log(process.env.KAVIAR_TRIAL === "0" ? '{"prune": "too slow"}' : '{"prune": true}');
    if (process.env.KAVIAR_TRIAL < "2") setInterval(() => {}, 1_000);`;
  const study = await createStudy({ seed: 1 });
  await study.optimize(space, program("prunes.mjs", source), { trials: 3 });
  expect(study.trials.map(({ state, value, stopReason }) => [state, value, stopReason])).toEqual([
    ["pruned", 3, "too slow"],
    ["pruned", 3, undefined],
    ["pruned", 3, undefined],
  ]);
});

it("keeps a checkpoint where the command leaves one", async () => {
  const source = `import { readdirSync, writeFileSync } from "node:fs";
    const folder = process.env.KAVIAR_CHECKPOINT;
    if (process.env.KAVIAR_TRIAL === "0") writeFileSync(folder + "/weights", "1 2 3");
    console.log(readdirSync(folder).length);`;
  const study = await createStudy({ seed: 1 });
  await study.optimize(space, program("folder.mjs", source), { trials: 2 });
  expect(study.history.trials.map((trial) => [trial!.values, trial!.attributes])).toEqual([
    [[1], { "kaviar:checkpoint": true }],
    [[0], {}],
  ]);
});

it("fails a trial for an exit code, a missing value or a wrong line; and runs it again for a kill from outside", async () => {
  const source = `const trial = Number(process.env.KAVIAR_TRIAL);
    if (trial === 0) { console.log(1); console.error("one\\nCUDA out of memory"); process.exitCode = 4; }
    if (trial === 1) console.log("no number");
    if (trial === 2) { console.log('{"report": "high", "step": 0}'); console.log(1); }
    if (trial === 3) process.kill(process.pid, "SIGKILL");
    if (trial === 4) process.abort();
    if (trial === 5) for (;;) {}`;
  const study = await createStudy({ seed: 1 });
  await study.optimize(space, program("failing.mjs", source), { trials: 6, workers: 2, trialTimeout: "1s" });
  const [code, missing, line, killed, crashed, endless] = study.trials.map(({ error }) => error);
  expect(code).toBe("its command ended with exit code 4: one\nCUDA out of memory");
  expect(missing).toBe("An objective returns a number: got nothing.");
  expect(line).toBe('TuneError: A report needs a number: got "high".');
  expect(killed).toBe("its command was killed from outside with SIGKILL, as before: 2 times");
  expect(crashed).toMatch(/^its command crashed with SIGABRT/);
  expect(endless).toBe("took longer than the trialTimeout of 1s: its process was killed");
});

it("refuses a program that is not there, and a search by name, before any trial", async () => {
  for (const [objective, code] of [
    [{ command: ["no-such-program-here", "--fast"] }, "command-not-found"],
    [{ command: ["./no/such/file"] }, "command-not-found"],
    ["no-such-program-here --fast", "command-not-found"],
  ] as const) {
    const study = await createStudy({ seed: 1 });
    await expect(study.optimize(space, objective, { trials: 5, workers: 2 })).rejects.toMatchObject({
      code,
      fault: "usage",
    });
    expect(study.trials.filter(({ state }) => state !== "waiting")).toEqual([]);
  }
  const study = await createStudy({ seed: 1 });
  await expect(study.optimize(null, "echo 1")).rejects.toMatchObject({ code: "command-without-space", fault: "usage" });
});
