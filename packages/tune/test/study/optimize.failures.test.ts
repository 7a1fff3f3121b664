import { createStudy, float, type LiveTrial, type Pruner, random } from "@kaviar/tune";
import { expect, it } from "vitest";
import { moduleFile, temporaryFolder } from "../workers/module-file.ts";

const folder = temporaryFolder();
const space = { x: float(0, 1) };

it("keeps where the objective threw: its own line first, here and in a worker", async () => {
  const source = "const deep = () => { throw new TypeError('by design'); };\nexport default () => deep();\n";
  const objective = moduleFile(folder, "throws.mjs", source);
  const study = await createStudy({ seed: 1 });
  await study.optimize(space, objective, { trials: 1 });
  expect(study.trials[0]).toMatchObject({ state: "failed", error: "TypeError: by design" });
  expect(study.trials[0]!.stack!.split("\n")).toEqual([
    expect.stringMatching(/^at deep \(.*throws\.mjs:1:28\)$/),
    expect.stringMatching(/^at .*throws\.mjs:2:\d+\)?$/),
  ]);
  const here = () => {
    throw new Error("here");
  };
  await study.optimize(space, here, { trials: 2 });
  expect(study.trials[1]!.stack!.split("\n")[0]).toMatch(/^at .*optimize\.failures\.test\.ts:\d+:\d+\)?$/);
  await study.optimize(space, () => 1, { trials: 3 });
  expect(study.trials[2]!.stack).toBeUndefined();
  // It is the study's own: no attribute that the objective set.
  expect(study.trials.map(({ attributes }) => attributes)).toEqual([{}, {}, {}]);
});

/** Fails a trial so many times before it comes to a value. */
const failing = (times: number) => {
  const tried = new Map<number, number>();
  return ({ x }: { x: number }, { number }: LiveTrial) => {
    const before = tried.get(number) ?? 0;
    tried.set(number, before + 1);
    if (before < times) throw new Error(`attempt ${before + 1}`);
    return x;
  };
};

it("runs a trial that failed again as often as it is told, at the same point", async () => {
  const run = async (times: number, retry: number) => {
    const study = await createStudy({ seed: 1, sampler: random() });
    await study.optimize(space, failing(times), { trials: 3, retry });
    return study.trials.map(({ state, params, error }) => ({ state, params, error }));
  };
  const plain = await run(0, 0);
  expect(await run(2, 2)).toEqual(plain);
  expect((await run(2, 1)).map(({ state, error }) => [state, error])).toEqual(
    Array(3).fill(["failed", "Error: attempt 2"]),
  );
});

it("puts failed trials back when asked to, and no others", async () => {
  const study = await createStudy({ seed: 1, sampler: random() });
  const objective = failing(1);
  await study.optimize(space, objective, { trials: 3 });
  const points = study.trials.map(({ params }) => params);
  expect(await study.retry([1])).toBe(1);
  await study.optimize(space, objective, { trials: 3 });
  expect(study.trials.map(({ state }) => state)).toEqual(["failed", "complete", "failed"]);
  await expect(study.retry([1])).rejects.toMatchObject({ code: "not-failed" });
  expect(await study.retry()).toBe(2);
  await study.optimize(space, objective, { trials: 3 });
  expect(study.trials.map(({ state, error }) => [state, error])).toEqual(Array(3).fill(["complete", undefined]));
  expect(study.trials.map(({ params }) => params)).toEqual(points);
  expect(study.best.value).toBe(Math.min(...study.trials.map(({ value }) => value!)));
});

it("ends where too many fail one after another, and may be begun again", async () => {
  const study = await createStudy({ seed: 1, sampler: random() });
  const some = ({ x }: { x: number }, { number }: LiveTrial) => {
    if (number !== 1) throw new Error("no license");
    return x;
  };
  const { stopped } = await study.optimize(space, some, { trials: 50, failures: 3 });
  expect(stopped).toBe("3 trials failed one after another, the last one by: Error: no license");
  expect(study.trials.map(({ state }) => state)).toEqual(["failed", "complete", "failed", "failed", "failed"]);
  await study.optimize(space, ({ x }) => x, { trials: 7, failures: 3 });
  expect(study.trials.length).toBe(7);
});

it("counts complete trials, all runs together, where that is the budget", async () => {
  const study = await createStudy({ seed: 1, sampler: random() });
  const some = ({ x }: { x: number }, trial: LiveTrial) => {
    if (trial.number % 3 === 0) throw new Error("every third");
    if (trial.number % 3 === 1) trial.prune();
    return x;
  };
  for (const complete of [2, 4, 4]) {
    const { stopped } = await study.optimize(space, some, { complete });
    expect(stopped).toBe(`the study has its ${complete} complete trials`);
    expect(study.trials.filter(({ state }) => state === "complete").length).toBe(complete);
  }
  expect(study.trials.length).toBe(12);
  await expect(study.optimize(space, some, { complete: 0 })).rejects.toMatchObject({ code: "bad-count" });
});

it("an objective prunes its trial by itself, here and in a worker: it keeps what it reported last", async () => {
  const source = `async ({ x }, trial) => {
    await trial.report(x + 1, 0);
    if (trial.number % 2 === 1) trial.prune();
    return x;
  }`;
  const near = new Function(`return ${source}`)() as ({ x }: { x: number }, trial: LiveTrial) => Promise<number>;
  for (const objective of [near, moduleFile(folder, "prunes.mjs", `export default ${source};`)]) {
    const study = await createStudy({ seed: 1, sampler: random() });
    await study.optimize(space, objective, { trials: 2 });
    expect(study.trials.map(({ state, value, params }) => [state, value! - (params.x as number)])).toEqual([
      ["complete", 0],
      ["pruned", 1],
    ]);
  }
});

it("keeps why a trial was pruned: what its objective said, else what the pruner did", async () => {
  const atOnce: Pruner = { name: "at once", judge: () => ({ stop: true, why: "the pruner's word" }) };
  const source = `async ({ x }, trial) => {
    await trial.report(x, 0);
    if (trial.number === 0) trial.prune("too slow");
    if (trial.number === 1 && trial.shouldStop) trial.prune();
    return trial.number === 2 && trial.shouldStop ? x : trial.prune("not seen");
  }`;
  const near = new Function(`return ${source}`)() as ({ x }: { x: number }, trial: LiveTrial) => Promise<number>;
  for (const objective of [near, moduleFile(folder, "reasons.mjs", `export default ${source};`)]) {
    const study = await createStudy({ seed: 1, sampler: random(), pruner: atOnce });
    await study.optimize(space, objective, { trials: 3 });
    expect(study.trials.map(({ state, stopReason }) => [state, stopReason])).toEqual([
      ["pruned", "too slow"],
      ["pruned", "the pruner's word"],
      ["pruned", "the pruner's word"],
    ]);
    // It is the study's own: no attribute that the objective set.
    expect(study.trials[0]!.attributes).toEqual({});
  }
});

it("ends at an error that is said to end it, here and in a worker; others cost their trial", async () => {
  const source = `({ x }, trial) => {
    if (trial.number === 1) throw new RangeError("by chance");
    if (trial.number === 3) throw new TypeError("x is not a function");
    return x;
  }`;
  const near = new Function(`return ${source}`)() as ({ x }: { x: number }, trial: LiveTrial) => number;
  const far = moduleFile(folder, "fatal.mjs", `export default ${source};`);
  const here = (_: string, thrown: unknown) => thrown instanceof TypeError;
  for (const [objective, fatal] of [
    [near, here],
    [far, (error: string) => error.startsWith("TypeError")],
  ] as const) {
    const study = await createStudy({ seed: 1, sampler: random() });
    const { stopped } = await study.optimize(space, objective, { trials: 20, fatal, retry: 1 });
    expect(stopped).toBe("trial 3 failed by what ends the study: TypeError: x is not a function");
    expect(study.trials.map(({ state }) => state)).toEqual(["complete", "failed", "complete", "failed"]);
    expect(study.history.trials.map((trial) => trial!.attempt)).toEqual([1, 2, 1, 1]);
  }
});

it("tries what came to no value again, and takes it for an error that may end the study", async () => {
  let asked = 0;
  const study = await createStudy({ seed: 1, sampler: random() });
  const objective = () => (++asked === 2 ? 1 : Number.NaN);
  await study.optimize(space, objective, { trials: 1, retry: 1 });
  expect(study.best.value).toBe(1);
  const { stopped } = await study.optimize(space, objective, { trials: 9, fatal: (error) => error.includes("NaN") });
  expect(stopped).toBe("trial 1 failed by what ends the study: An objective returns a number: got NaN.");
  expect(asked).toBe(3);
});

it("ends with what a rule of errors throws itself, the trial told", async () => {
  const study = await createStudy({ seed: 1, sampler: random() });
  const objective = () => {
    throw new Error("first");
  };
  const fatal = () => {
    throw new Error("second");
  };
  await expect(study.optimize(space, objective, { trials: 3, fatal })).rejects.toThrow("second");
  expect(study.trials.map(({ state, error }) => [state, error])).toEqual([["failed", "Error: first"]]);
  await expect(study.optimize(space, objective, { fatal: "TypeError" as never })).rejects.toMatchObject({
    code: "bad-options",
  });
});
