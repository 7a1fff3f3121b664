import { createStudy, float, type Trial } from "@kaviar/tune";
import { expect, it } from "vitest";
import { isAlive, moduleFile, temporaryFolder, until } from "./module-file.ts";

const folder = temporaryFolder();

/** What goes wrong in the first trial, and what the trial then says. The second trial is well. */
const failures: readonly (readonly [name: string, body: string, error: string | RegExp])[] = [
  ["throws", 'throw new RangeError("too far")', "RangeError: too far"],
  ["throws something that is no error", 'throw { code: 7, why: "odd" }', '{"code":7,"why":"odd"}'],
  ["throws nothing", "throw undefined", "undefined"],
  ["returns nothing", "return", "An objective returns a number: got nothing."],
  ["returns NaN", "return NaN", "An objective returns a number: got NaN."],
  ["returns what cannot be sent", "return () => 1", 'An objective returns a number: got "() => 1".'],
  ["overflows its stack", "(function deeper() { deeper(); })()", "RangeError: Maximum call stack size exceeded"],
  ["exits", "process.exit(3)", "its process ended with exit code 3"],
  ["exits as if all were well", "process.exit()", "its process ended with exit code 0"],
  [
    "exits and says why",
    'console.error("no such file\\nat all"); process.exit(1)',
    "its process ended with exit code 1: no such file\nat all",
  ],
  [
    "rejects a promise nobody waits for",
    'void Promise.reject(new Error("forgotten")); await new Promise((resolve) => setTimeout(resolve, 5_000))',
    "Error: forgotten (a promise was rejected that nobody waits for)",
  ],
  [
    "throws in a timer",
    'setTimeout(() => { throw new Error("late"); }, 1); await new Promise((resolve) => setTimeout(resolve, 5_000))',
    "Error: late (thrown outside the objective's promise)",
  ],
  ["aborts", "process.abort()", /^its process crashed with SIGABRT/],
  ["touches memory that is not its own", 'process.kill(process.pid, "SIGSEGV")', /^its process crashed with SIGSEGV/],
  ["never ends", "for (;;) {}", "took longer than the trialTimeout of 1s: its process was killed"],
  [
    "never ends and waits",
    "await new Promise(() => setInterval(() => {}, 1_000))",
    "took longer than the trialTimeout of 1s: its process was killed",
  ],
  [
    "cuts its line to the study",
    "process.disconnect(); await new Promise(() => {})",
    /^its process ended with exit code/,
  ],
];

it("has each failure cost its own trial only, with a message that says what happened", async () => {
  const cases = failures.map(([, body], i) => `  case ${i}: { ${body}; break; }`).join("\n");
  const objective = moduleFile(
    folder,
    "failing.mjs",
    `export default async ({ x }, trial) => {
       if (trial.number % 2 === 1) return x;
       switch (trial.number / 2) {\n${cases}\n}
     };`,
  );
  const study = await createStudy({ seed: 1 });
  await study.optimize({ x: float(0, 1) }, objective, {
    trials: 2 * failures.length,
    workers: 2,
    trialTimeout: "1s",
  });
  for (const [i, [name, , error]] of failures.entries()) {
    const [ill, well] = [study.trials[2 * i]!, study.trials[2 * i + 1]!];
    expect([name, ill.state, well.state]).toEqual([name, "failed", "complete"]);
    if (typeof error === "string") expect(ill.error).toBe(error);
    else expect(ill.error).toMatch(error);
    expect(well.value).toBe(well.params.x);
  }
});

it("ends a trial that takes too much memory, also where it blocks its process, and no other", async () => {
  const objective = moduleFile(
    folder,
    "hungry.mjs",
    `const keep = [];
     export default async ({ x }, trial) => {
       if (trial.number === 0) for (;;) keep.push(Buffer.alloc(2 ** 20, 1));
       if (trial.number === 1) for (;;) keep.push({ text: "k".repeat(10) + keep.length, more: [1, 2, 3] });
       return x;
     };`,
  );
  const study = await createStudy({ seed: 1 });
  await study.optimize({ x: float(0, 1) }, objective, { trials: 3, trialMemory: "150MB", trialTimeout: "20s" });
  const [buffers, heap, well] = study.trials as [Trial, Trial, Trial];
  expect(buffers.error).toMatch(
    /^its process took \d+ MB of memory, more than the trialMemory of 150MB: it was killed$/,
  );
  expect(heap.error).toMatch(/more than the trialMemory of 150MB: it was killed$|JavaScript heap out of memory/);
  expect(well.state).toBe("complete");
});

it("keeps what a define-by-run trial had asked for when it was killed", async () => {
  const objective = moduleFile(
    folder,
    "asking.mjs",
    'export default (trial) => { trial.float("x", 0, 1); trial.choice("kind", ["a", "b"]); for (;;) {} };',
  );
  const study = await createStudy({ seed: 1 });
  await study.optimize(null, objective, { trials: 1, trialTimeout: "200ms" });
  expect(Object.keys(study.trials[0]!.params)).toEqual(["x", "kind"]);
  expect(study.trials[0]!.state).toBe("failed");
});

it("runs a trial again whose worker was killed from outside, once", async () => {
  const killedOnce = moduleFile(
    folder,
    "killed.mjs",
    `import { existsSync, writeFileSync } from "node:fs";
     const dying = (number) => {
       const mark = new URL("./mark-" + number, import.meta.url);
       if (number === 1 || !existsSync(mark)) { writeFileSync(mark, ""); process.kill(process.pid, "SIGKILL"); }
     };
     export default async ({ x }, trial) => { if (trial.number < 2) dying(trial.number); return x; };`,
  );
  const study = await createStudy({ seed: 1 });
  await study.optimize({ x: float(0, 1) }, killedOnce, { trials: 3, workers: 2 });
  expect(study.trials.map(({ state }) => state)).toEqual(["complete", "failed", "complete"]);
  expect(study.trials[1]!.error).toBe("its process was killed from outside with SIGKILL, as before: 2 times");
});

it("ends what an objective started with it", async () => {
  const objective = moduleFile(
    folder,
    "parent.mjs",
    `import { spawn } from "node:child_process";
     export default async (params, trial) => {
       const child = spawn("sleep", ["60"]);
       await trial.setAttribute("pid", child.pid);
       if (trial.number === 0) for (;;) {}
       return 1;
     };`,
  );
  const study = await createStudy({ seed: 1 });
  await study.optimize({ x: float(0, 1) }, objective, { trials: 2, trialTimeout: "300ms" });
  const pids = study.trials.map(({ attributes }) => attributes.pid as number);
  expect(pids.length).toBe(2);
  expect(await until(() => !pids.some(isAlive))).toBe(true);
});
