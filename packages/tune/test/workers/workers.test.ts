import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { bool, choice, createStudy, float, log, type Pruner } from "@kaviar/tune";
import { expect, it, vi } from "vitest";
import { moduleFile, temporaryFolder } from "./module-file.ts";

const folder = temporaryFolder();
const square = moduleFile(folder, "square.mjs", "export default ({ x }) => (x - 2) ** 2;");

it("is the same study with one worker as in this process", async () => {
  const space = { x: float(-5, 5) };
  const far = await createStudy({ seed: 7 });
  await far.optimize(space, square, { trials: 30, workers: 1 });
  const near = await createStudy({ seed: 7 });
  await near.optimize(space, ({ x }) => (x - 2) ** 2, { trials: 30 });
  const facts = ({ trials }: typeof near) => trials.map(({ params, values, state }) => ({ params, values, state }));
  expect(facts(far)).toEqual(facts(near));
});

it("is the same study when the objective asks for its parameters by name", async () => {
  const source = `(trial) => {
    const units = trial.int("units", 1, 64, { log: true });
    const rate = trial.choice("optimizer", ["sgd", "adam"]) === "sgd" ? trial.float("rate", 1e-4, 1, { log: true }) : 0.1;
    return trial.bool("bias") ? units * rate : rate;
  }`;
  const far = await createStudy({ seed: 3 });
  await far.optimize(null, moduleFile(folder, "by-name.mjs", `export default ${source};`), { trials: 30, workers: 1 });
  const near = await createStudy({ seed: 3 });
  const objective = new Function(`return ${source}`)() as () => number;
  await near.optimize(null, objective, { trials: 30 });
  const facts = ({ trials }: typeof near) => trials.map(({ params, values }) => ({ params, values }));
  expect(facts(far)).toEqual(facts(near));
  expect(Object.keys(far.trials[0]!.params)).toContain("units");
});

it("hands over nested values, branches and constants", async () => {
  const objective = moduleFile(
    folder,
    "nested.mjs",
    'export default async (params, trial) => { await trial.setAttribute("got", params); return 1; };',
  );
  const study = await createStudy({ seed: 1 });
  await study.enqueue({ rate: 0.01, optimizer: { kind: "sgd", nesterov: true } });
  const optimizer = choice({ sgd: { nesterov: bool() }, adam: { beta: float(0, 1) } });
  await study.optimize({ rate: log(1e-5, 1), optimizer, epochs: 30 }, objective, { trials: 1 });
  expect(study.trials[0]!.attributes).toMatchObject({
    got: { rate: 0.01, optimizer: { kind: "sgd", nesterov: true }, epochs: 30 },
  });
});

it("reports, stops, keeps attributes and constraints as in this process", async () => {
  const afterTwo: Pruner = {
    name: "after two",
    judge: ({ step, number }) => (step === 2 && number === 0 ? { stop: true, why: "two is enough" } : { stop: false }),
  };
  const objective = moduleFile(
    folder,
    "reporting.mjs",
    `export default async ({ x }, trial) => {
       await trial.constraint("limit", trial.number === 1 ? 0.5 : -0.5);
       for (let step = 0; step < 5; step++) {
         await trial.report(step === 3 ? NaN : x + step, step);
         if (trial.shouldStop) { await trial.setAttribute("why", trial.stopReason); break; }
       }
       await trial.report("high", 9).catch((error) => trial.setAttribute("refused", error.code + " " + error.name));
       await trial.setAttribute("big", 1n).catch(({ evidence, remedy }) => trial.setAttribute("odd", { evidence, remedy }));
       return x;
     };`,
  );
  const study = await createStudy({ seed: 1, pruner: afterTwo });
  await study.optimize({ x: float(0, 1) }, objective, { trials: 2 });
  const [first, second] = study.trials;
  expect(first!.state).toBe("pruned");
  expect(first!.reports.map(({ step }) => step)).toEqual([0, 1, 2]);
  expect(first!.attributes.why).toBe("two is enough");
  expect(second!.state).toBe("complete");
  expect(second!.reports[3]!.values).toEqual([Number.NaN]);
  expect(second!.constraints).toEqual({ limit: 0.5 });
  expect(second!.attributes.refused).toBe("bad-report TuneError");
  expect(second!.attributes.odd).toEqual({
    evidence: expect.stringMatching(/^[^\n]+ must be made of what JSON holds[^\n]+$/),
    remedy: "Turn it into numbers, text, arrays and records first.",
  });
});

it("gives a trial a folder for its checkpoint, and keeps it when the worker dies", async () => {
  const objective = moduleFile(
    folder,
    "checkpoint.mjs",
    `import { existsSync, writeFileSync } from "node:fs";
     export default async (params, trial) => {
       const file = trial.checkpoint + "/half";
       if (existsSync(file)) { await trial.setAttribute("folder", trial.checkpoint); return 1; }
       writeFileSync(file, "half way");
       await trial.report(0, 0);
       process.kill(process.pid, "SIGKILL");
     };`,
  );
  const study = await createStudy({ seed: 1 });
  await study.optimize({ x: float(0, 1) }, objective, { trials: 1 });
  const [{ state, attributes }] = study.trials as [(typeof study.trials)[0]];
  expect(state).toBe("complete");
  expect(study.history.trials[0]!.attributes["kaviar:checkpoint"]).toBe(true);
  const path = attributes.folder as string;
  expect(basename(path)).toBe("0");
  expect(readFileSync(`${path}/half`, "utf8")).toBe("half way");
});

it("makes no folder for a trial that asks for none", async () => {
  const objective = moduleFile(folder, "plain.mjs", "export default () => 1;");
  const study = await createStudy({ name: "without", seed: 1, storage: "memory" });
  await study.optimize({ x: float(0, 1) }, objective, { trials: 1 });
  expect(study.trials[0]!.attributes).toEqual({});
  expect(existsSync("without")).toBe(false);
});

it("uses a worker again, and a share of the cores in each", async () => {
  const objective = moduleFile(
    folder,
    "pids.mjs",
    `export default async (params, trial) => {
       await trial.setAttribute("pid", process.pid);
       await trial.setAttribute("threads", [process.env.OMP_NUM_THREADS, process.env.UV_THREADPOOL_SIZE]);
       await new Promise((resolve) => setTimeout(resolve, 5));
       return 1;
     };`,
  );
  const study = await createStudy({ seed: 1 });
  await study.optimize({ x: float(0, 1) }, objective, { trials: 12, workers: 2 });
  expect(new Set(study.trials.map(({ attributes }) => attributes.pid)).size).toBe(2);
  for (const { attributes } of study.trials)
    for (const threads of attributes.threads as string[]) expect(Number(threads)).toBeGreaterThanOrEqual(1);
});

it("goes on with a study where it stood", async () => {
  const study = await createStudy({ seed: 1 });
  await study.optimize({ x: float(0, 1) }, square, { trials: 3 });
  const { stopped } = await study.optimize({ x: float(0, 1) }, square, { trials: 5 });
  expect(stopped).toBe("the study has its 5 trials");
  expect(study.trials.length).toBe(5);
});

it("passes on what an objective prints, each line with its trial", async () => {
  const objective = moduleFile(
    folder,
    "printing.mjs",
    `export default ({ x }, { number }) => {
       console.log("one\\ntwo");
       process.stdout.write("three ");
       process.stdout.write("parts\\n");
       console.error("ouch");
       process.stdout.write("without an end");
       return x;
     };`,
  );
  let [out, err] = ["", ""];
  const stdout = vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    out += chunk;
    return true;
  });
  const stderr = vi.spyOn(process.stderr, "write").mockImplementation((chunk) => {
    err += chunk;
    return true;
  });
  const study = await createStudy({ seed: 1 });
  await study.optimize({ x: float(0, 1) }, objective, { trials: 2 });
  stdout.mockRestore();
  stderr.mockRestore();
  const lines = (number: number) =>
    ["one", "two", "three parts", "without an end"].map((line) => `trial ${number} │ ${line}\n`).join("");
  expect([out, err]).toEqual([lines(0) + lines(1), "trial 0 │ ouch\ntrial 1 │ ouch\n"]);
});

it("starts no more processes than there are trials for, and as many as are asked for where there are", async () => {
  const startedBy = async (name: string, options: { trials: number; workers: number }) => {
    const objective = moduleFile(
      folder,
      name,
      `import { appendFileSync } from "node:fs";
       appendFileSync(new URL("./${name}.pids", import.meta.url), process.pid + "\\n");
       export default () => new Promise((done) => setTimeout(done, 400, 1));`,
    );
    const study = await createStudy({ seed: 1 });
    await study.optimize({ x: float(0, 1) }, objective, options);
    expect(study.trials.map(({ state }) => state)).toEqual(Array(options.trials).fill("complete"));
    return readFileSync(new URL(`./${name}.pids`, objective), "utf8")
      .trim()
      .split("\n").length;
  };
  expect(await startedBy("few.mjs", { trials: 3, workers: 24 })).toBe(3);
  expect(await startedBy("many.mjs", { trials: 24, workers: 4 })).toBe(4);
}, 30_000);

it("counts the trials that are left, not those that a study has already", async () => {
  const objective = moduleFile(
    folder,
    "left.mjs",
    `import { appendFileSync } from "node:fs";
     appendFileSync(new URL("./left.pids", import.meta.url), process.pid + "\\n");
     export default ({ x }) => x;`,
  );
  const study = await createStudy({ seed: 1 });
  await study.optimize({ x: float(0, 1) }, ({ x }) => x, { trials: 5 });
  await study.optimize({ x: float(0, 1) }, objective, { trials: 6, workers: 2 });
  expect(readFileSync(new URL("./left.pids", objective), "utf8").trim().split("\n").length).toBe(1);
  expect(study.trials.length).toBe(6);
}, 20_000);
