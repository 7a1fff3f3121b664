import { constrain, createStudy, int, type LiveTrial, memory, random } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { moduleFile, temporaryFolder } from "../workers/module-file.ts";

const folder = temporaryFolder();

/** Objectives that ask as they go, and how many points each has. */
const objectives: Readonly<Record<string, readonly [string, points: number]>> = {
  branches: ['(trial) => (trial.choice("kind", ["a", "b"]) === "a" ? trial.int("n", 0, 3) : trial.int("m", 0, 1))', 6],
  triangle: ['(trial) => trial.int("m", 0, trial.int("n", 0, 3))', 10],
  "one kind of few": ['(trial) => (trial.choice("kind", ["x", "y", "z"]) === "x" ? trial.int("n", 0, 3) : 7)', 6],
};

const pointsOf = (trials: readonly { state: string; params: unknown }[]) =>
  trials.map(({ state, params }) => `${state} ${JSON.stringify(params)}`);

describe.each(Object.entries(objectives))("%s", (name, [source, points]) => {
  it("is asked whole by one worker, each point once, and no trial is left running", async () => {
    const study = await createStudy({ seed: 1, sampler: random() });
    const module = moduleFile(folder, `${name.replaceAll(" ", "-")}.mjs`, `export default ${source};`);
    const { stopped } = await study.optimize(null, module, { trials: 40, workers: 1 });
    const asked = pointsOf(study.trials);
    expect([stopped, asked.length, new Set(asked).size]).toEqual([
      "every point of the space was asked",
      points,
      points,
    ]);
    expect(asked.every((text) => text.startsWith("complete"))).toBe(true);
  });

  it("is gone on with where another process left it, and then is over", async () => {
    const storage = memory();
    const objective = new Function(`return ${source}`)() as (trial: LiveTrial) => number;
    for (const trials of [3, 5, 40, 40]) {
      const study = await createStudy({ name, storage, seed: 1, sampler: random() });
      await study.optimize(null, objective, { trials });
      await study.close();
    }
    const study = await createStudy({ name, storage });
    const asked = pointsOf(study.trials);
    expect([asked.length, new Set(asked).size]).toEqual([points, points]);
  });

  it("repeats no more points than trials that had begun before it was known what they ask for", async () => {
    const objective = new Function(`return ${source}`)() as (trial: LiveTrial) => number;
    const study = await createStudy({ seed: 1, sampler: random() });
    const late = async (trial: LiveTrial) => {
      await new Promise((resolve) => setTimeout(resolve, 3));
      const value = objective(trial);
      await new Promise((resolve) => setTimeout(resolve, 3));
      return value;
    };
    await study.optimize(null, late, { trials: 40, concurrency: 8 });
    const asked = pointsOf(study.trials);
    expect(new Set(asked).size).toBe(points);
    expect(asked.length).toBeLessThanOrEqual(Math.max(points, 8));
  });
});

it("a point counts as asked whichever way a trial ended there", async () => {
  const study = await createStudy({ seed: 1, sampler: random() });
  const fails = (trial: LiveTrial) => {
    const n = trial.int("n", 0, 5);
    if (n % 2 === 0) throw new Error("by design");
    return n;
  };
  const { stopped } = await study.optimize(null, fails, { trials: 30 });
  expect([stopped, study.trials.length]).toEqual(["every point of the space was asked", 6]);
});

it("an objective that asks for something else each time is never over", async () => {
  const study = await createStudy({ seed: 1, sampler: random() });
  const shifting = (trial: LiveTrial) => trial.int("n", 0, 1 + (trial.number % 3));
  await study.optimize(null, shifting, { trials: 30 });
  expect(study.trials.map(({ state }) => state)).toEqual(Array(30).fill("complete"));
});

it("counts the points that the constraints of now allow, not those of an earlier call", async () => {
  const study = await createStudy({ seed: 1, sampler: random() });
  const upTo = (most: number) => constrain({ k: int(0, 9) }, ({ k }) => k <= most);
  const runs = [];
  for (const most of [2, 7, 7, 9]) {
    const { stopped } = await study.optimize(upTo(most), ({ k }) => k, { trials: 40 });
    runs.push([study.trials.length, stopped]);
  }
  expect(runs).toEqual([3, 8, 8, 10].map((trials) => [trials, "every point of the space was asked"]));
});

it("leaves no trial running that found every point taken", async () => {
  const storage = memory();
  const study = await createStudy({ name: "taken", storage, seed: 1, sampler: random() });
  const other = await createStudy({ name: "taken", storage, sampler: random() });
  const space = { k: int(0, 3) };
  await Promise.all([study, other].map((each) => each.optimize(space, ({ k }) => k, { trials: 40 })));
  await study.refresh();
  expect(study.trials.map(({ state }) => state)).not.toContain("running");
  expect(new Set(study.trials.flatMap(({ state, params }) => (state === "complete" ? [params.k] : []))).size).toBe(4);
});

/** Asks, waits as for data that are loaded, and asks for the rest. */
const halting = async (trial: LiveTrial) => {
  const kind = trial.choice("kind", ["a", "b"]);
  await new Promise((resolve) => setTimeout(resolve, 5));
  const n = trial.int("n", 0, kind === "a" ? 9 : 4);
  await new Promise((resolve) => setTimeout(resolve, 5));
  return n;
};

it("waits for what running trials may show, and then runs as many at once as before", async () => {
  const study = await createStudy({ seed: 1, sampler: random() });
  let [running, most] = [0, 0];
  const counted = async (trial: LiveTrial) => {
    most = Math.max(most, ++running);
    return halting(trial).finally(() => running--);
  };
  const { stopped } = await study.optimize(null, counted, { trials: 40, concurrency: 5 });
  expect([stopped, most]).toEqual(["every point of the space was asked", 5]);
  const asked = pointsOf(study.trials);
  expect([asked.length, new Set(asked).size]).toEqual([15, 15]);
});

it("ends in time while it waits", async () => {
  const study = await createStudy({ seed: 1, sampler: random() });
  const stop = new AbortController();
  const slow = async (trial: LiveTrial) => {
    const kind = trial.choice("kind", ["a", "b"]);
    if (trial.number === 1) setTimeout(() => stop.abort(), 20);
    await new Promise((resolve) => setTimeout(resolve, 60));
    return kind === "a" ? trial.int("n", 0, 9) : 0;
  };
  const { stopped } = await study.optimize(null, slow, { concurrency: 6, signal: stop.signal });
  expect([stopped, study.trials.length]).toEqual(["the signal was aborted", 2]);
});

it("gives a trial to who asks by hand, also where all that is known is being run", async () => {
  const study = await createStudy({ seed: 1, sampler: random() });
  for (let i = 0; i < 4; i++) {
    const trial = await study.ask();
    trial.choice("kind", ["a", "b"]);
  }
  expect(study.trials.map(({ number }) => number)).toEqual([0, 1, 2, 3]);
  for (let number = 0; number < 4; number++) await study.tell(number, 1);
  await expect(study.ask()).rejects.toMatchObject({ code: "exhausted" });
});
