import { createStudy, float, type LiveTrial, random } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { moduleFile, temporaryFolder } from "../workers/module-file.ts";

const folder = temporaryFolder();

/** What one define-by-run trial comes to. */
const run = async (objective: (trial: LiveTrial) => number) => {
  const study = await createStudy({ seed: 1, sampler: random() });
  await study.optimize(null, objective, { trials: 1 });
  return study.trials[0]!;
};

describe("a name asked for again in a trial", () => {
  it("has the same value, also in a wider range and on another scale", async () => {
    const { value, params } = await run((trial) => {
      const first = trial.float("x", 0.1, 1);
      const again = [trial.float("x", 0.1, 1), trial.float("x", 0.01, 2), trial.float("x", 0.1, 1, { log: true })];
      return again.filter((each) => each !== first).length;
    });
    expect([value, Object.keys(params)]).toEqual([0, ["x"]]);
    expect((await run((trial) => trial.choice("c", [1, 2]) - trial.choice("c", [1, 2, 3]))).value).toBe(0);
  });

  it("is refused as another kind of parameter, and where its value cannot be", async () => {
    expect((await run((trial) => trial.float("x", 0, 1) + trial.int("x", 0, 1))).error).toContain(
      "was float, now it is int",
    );
    expect((await run((trial) => trial.float("x", 0, 1) + trial.float("x", 2, 3))).error).toContain(
      "has one domain in a trial",
    );
  });

  it("may be another kind of parameter in another trial", async () => {
    const study = await createStudy({ seed: 1 });
    const objective = (trial: LiveTrial) => (trial.number % 2 === 0 ? trial.int("x", 2, 1000) : trial.float("x", 0, 1));
    await study.optimize(null, objective, { trials: 12 });
    expect(study.trials.map(({ state }) => state)).toEqual(Array(12).fill("complete"));
    expect(study.trials.every(({ number, value }) => (number % 2 === 0 ? value! >= 2 : value! <= 1))).toBe(true);
  });
});

it("a range of one value gives it, whatever its scale or step", async () => {
  const { params } = await run((trial) => {
    trial.float("a", 2, 2);
    trial.float("b", 0.5, 0.5, { log: true });
    trial.float("c", 2.22, 2.24, { step: 0.3 });
    trial.int("d", 1, 1, { log: true });
    trial.choice("e", ["only"]);
    return 0;
  });
  expect(params).toEqual({ a: 2, b: 0.5, c: 2.22, d: 1, e: "only" });
});

describe("a trial that was asked from a space", () => {
  const source = `({ x }, trial) => (trial.number === 0 ? x - trial.float("x", 0, 1) : trial.number === 1 ? trial.float("y", 0, 1) : trial.float("x", 2, 3))`;
  const near = new Function(`return ${source}`)() as (params: { x: number }, trial: LiveTrial) => number;

  it.each([
    ["here", near],
    ["in a worker", moduleFile(folder, "declared.mjs", `export default ${source};`) as never],
  ])("answers for its own parameters, and refuses others: %s", async (_, objective: typeof near) => {
    const study = await createStudy({ seed: 1, sampler: random() });
    await study.optimize({ x: float(0, 1) }, objective, { trials: 3 });
    expect(study.trials.map(({ state, params }) => [state, Object.keys(params)])).toEqual([
      ["complete", ["x"]],
      ["failed", ["x"]],
      ["failed", ["x"]],
    ]);
    expect(study.trials[0]!.value).toBe(0);
    expect(study.trials[1]!.error).toContain('has its parameters and no others, x: got a question for "y"');
    expect(study.trials[2]!.error).toContain("which float [2, 3] does not hold");
  });

  it("keeps its point when it is asked by hand and asks for a part of it", async () => {
    const study = await createStudy({ seed: 1, sampler: random() });
    const trial = await study.ask({ x: float(0, 1), y: float(0, 1) });
    expect(trial.float("x", 0, 1)).toBe(trial.params.x);
    expect(() => trial.float("z", 0, 1)).toThrow(expect.objectContaining({ code: "unknown-parameter" }));
    const { params } = await study.tell(trial, 1);
    expect(params).toEqual({ x: expect.any(Number), y: expect.any(Number) });
  });
});
