import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  array,
  bool,
  choice,
  constrain,
  createStudy,
  float,
  int,
  memory,
  permutation,
  random,
  type Space,
} from "@kaviar/tune";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "kaviar-declaring-"));
afterAll(() => rmSync(folder, { recursive: true }));
const said = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
afterEach(() => said.mockClear());
const words = () => said.mock.calls.map(([text]) => String(text)).join("");

/** One space as programs write it at different times. */
const versions: Readonly<Record<string, Space>> = {
  first: { x: float(0, 1), epochs: 10, steps: permutation(["a", "b", "c", "d"]), inner: { on: bool(), name: "one" } },
  "another constant": {
    ...{ x: float(0, 1), epochs: 500, steps: permutation(["a", "b", "c", "d"]) },
    inner: { on: bool(), name: "two" },
  },
  "another order": {
    x: float(0, 1),
    epochs: 10,
    steps: permutation(["d", "c", "b", "a"]),
    inner: { on: bool(), name: "one" },
  },
  "other items": { x: float(0, 1), steps: permutation(["a", "b", "e", "f"]) },
  "more items": { x: float(0, 1), steps: permutation(["e", "a", "b", "c", "d"]) },
  "a constant that was tuned": { x: 0.5, epochs: int(1, 9) },
  "a record that was a branch": { inner: choice({ on: { name: "one" }, off: { rate: float(0, 1) } }) },
  "a list": { x: array(float(0, 1), 2), inner: array({ on: bool(), at: 3 }, { min: 1, max: 3 }) },
  "a longer list": { x: array(float(0, 1), 4), inner: array({ on: bool(), at: 4 }, { min: 1, max: 3 }) },
  "only constants": { epochs: 3 },
};

const pairs = Object.keys(versions).flatMap((a) =>
  Object.keys(versions).flatMap((b) => (a === b ? [] : [[a, b] as const])),
);

describe.each<[string, () => string | ReturnType<typeof memory>]>([
  ["memory", memory],
  ["SQLite", () => `sqlite:${join(folder, `${Math.random()}.db`)}`],
])("a study in %s", (_, storageOf) => {
  it.each(pairs)("shows every trial as it ran: %s, then %s", async (...names) => {
    const options = {
      name: "history",
      storage: storageOf(),
      seed: 1,
      sampler: random(),
      deterministic: false,
    } as const;
    const ran: unknown[] = [];
    for (const [i, name] of names.entries()) {
      const study = await createStudy(options);
      const objective = (values: unknown) => ran.push(structuredClone(values));
      await study.optimize(versions[name]!, objective, { trials: 4 * (i + 1) });
      expect(study.trials.map(({ params }) => params)).toEqual(ran);
      await study.close();
    }
    const reader = await createStudy(options);
    expect(reader.trials.map(({ params }) => params)).toEqual(ran);
    await reader.close();
  });
});

it("says what was declared otherwise, once, and nothing about what is the same", async () => {
  const study = await createStudy({ name: "told", storage: memory(), seed: 1, sampler: random() });
  await study.optimize(versions.first!, () => 1, { trials: 2 });
  await study.optimize(versions.first!, () => 1, { trials: 3 });
  await study.optimize(versions["another order"]!, () => 1, { trials: 4 });
  expect(words()).toBe("");
  const changed = { ...versions.first, x: float(0, 2), epochs: 500, late: true };
  await study.optimize(changed, () => 1, { trials: 5 });
  await study.optimize(changed, () => 1, { trials: 6 });
  expect(words()).toBe(
    'The space of "told" was declared otherwise for its 4 trials so far: x: float [0, 1] → float [0, 2]; epochs: 10 → 500; late: none → true. They stay as they ran, and samplers learn from them.\n',
  );
});

it("tells nothing of a space that nobody was asked from", async () => {
  const study = await createStudy({ name: "unasked", storage: memory(), seed: 1 });
  await study.optimize({ a: 1 }, () => 1, { signal: AbortSignal.abort() });
  await study.optimize({ a: 2 }, () => 1, { trials: 1 });
  expect(words()).toBe("");
});

it("proposes the same orders whichever way the same items are listed", async () => {
  const ordersOf = async (listed: readonly string[]) => {
    const study = await createStudy({ seed: 1, sampler: random() });
    const objective = ({ steps }: { steps: readonly string[] }) => steps.indexOf("a");
    await study.optimize({ steps: permutation(["a", "b", "c"]) }, objective, { trials: 3 });
    await study.optimize({ steps: permutation(listed) }, objective, { trials: 6 });
    return study.trials.map(({ params }) => params.steps);
  };
  expect(await ordersOf(["c", "b", "a"])).toEqual(await ordersOf(["a", "b", "c"]));
});

it("keeps the constraints of a space whose items are listed in another order", async () => {
  const study = await createStudy({ seed: 1, sampler: random() });
  const ordered = (items: readonly string[]) =>
    constrain({ steps: permutation(items), x: float(0, 1) }, ({ steps }) => steps[0] !== "a");
  await study.optimize(ordered(["a", "b", "c"]), () => 1, { trials: 10 });
  await study.optimize(ordered(["c", "b", "a"]), () => 1, { trials: 40 });
  expect(study.trials.filter(({ params }) => (params.steps as string[])[0] === "a")).toEqual([]);
});

it("goes on with a trial as the one that it was, also where the program declares other constants by now", async () => {
  const storage = memory();
  const first = await createStudy({ name: "resumed", storage, seed: 1, sampler: random() });
  const asked = await first.ask({ x: float(0, 1), epochs: 10 });
  await first.close();
  const second = await createStudy({ name: "resumed", storage, sampler: random() });
  const ran: unknown[] = [];
  await second.optimize({ x: float(0, 1), epochs: 500 }, (values) => ran.push(values), { trials: 2 });
  expect(ran).toEqual([asked.params, { x: expect.any(Number), epochs: 500 }]);
  expect(second.trials.map(({ params }) => params.epochs)).toEqual([10, 500]);
});

it("`optimize` gives the trials that were asked from its space, and the front among them", async () => {
  const options = { name: "typed", storage: `sqlite:${join(folder, "typed.db")}`, seed: 1, sampler: random() };
  const few = { x: float(0, 1), epochs: 10 };
  const many = { x: float(0, 1), epochs: 500 };
  const runs = [];
  for (const [space, trials] of [
    [few, 3],
    [many, 5],
    [few, 7],
  ] as const) {
    const study = await createStudy(options);
    runs.push(await study.optimize(space, ({ x }) => x, { trials }));
    await study.close();
  }
  expect(runs.map(({ trials }) => trials.map(({ number }) => number))).toEqual([
    [0, 1, 2],
    [3, 4],
    [0, 1, 2, 5, 6],
  ]);
  for (const { trials, front } of runs) for (const each of front) expect(trials).toContainEqual(each);
});

describe("a study that is made with a space", () => {
  const narrow = { k: int(0, 3) };
  const wide = { k: int(0, 9) };
  const opened = (options: object = {}) => createStudy({ sampler: random(), seed: 1, space: narrow, ...options });

  it("is asked from it, also without its being said again", async () => {
    const study = await opened();
    await study.optimize(narrow, ({ k }) => k, { trials: 2 });
    const { number, params } = await study.ask();
    expect(Object.keys(params)).toEqual(["k"]);
    await study.tell(number, 9);
    await study.optimize(
      constrain(narrow, ({ k }) => k >= 0),
      ({ k }) => k,
      { trials: 4 },
    );
    expect(study.trials.map(({ params }) => params.k).sort()).toEqual([0, 1, 2, 3]);
  });

  it.each<[string, (study: Awaited<ReturnType<typeof opened>>) => Promise<unknown>, string]>([
    ["another space", (study) => study.optimize(wide, ({ k }) => k, { trials: 1 }), "k: int [0, 9] for int [0, 3]"],
    ["none", (study) => study.optimize(null, () => 1, { trials: 1 }), "got none"],
    ["another one, by hand", (study) => study.ask(wide), "k: int [0, 9] for int [0, 3]"],
  ])("refuses %s, and asks nothing", async (_, ask, evidence) => {
    const study = await opened();
    await expect(ask(study)).rejects.toMatchObject({
      code: "other-space",
      evidence: expect.stringContaining(evidence),
    });
    expect(study.trials).toEqual([]);
  });

  it("shows the trials that were asked from it, and the best of them", async () => {
    const storage = memory();
    const before = await createStudy({ name: "grown", storage, sampler: random(), seed: 1, deterministic: false });
    await before.optimize(wide, () => -9, { trials: 5 });
    const { best } = await before.optimize(narrow, ({ k }) => k, { trials: 8 });
    const after = await createStudy({ name: "grown", storage, space: narrow });
    expect(after.trials.map(({ number }) => number)).toEqual([5, 6, 7]);
    expect(before.trials.length).toBe(8);
    expect(before.best.value).toBe(-9);
    const least = Math.min(...after.trials.map(({ value }) => value!));
    expect([after.best.value, best!.value, (await after.pareto())[0]!.value]).toEqual([least, least, least]);
  });

  it("and whose sampler cannot use it is not made", async () => {
    const file = `sqlite:${join(folder, "refused.db")}`;
    await expect(opened({ storage: file, name: "refused", space: { k: 5n } })).rejects.toMatchObject({
      code: "bad-space",
    });
    await expect(opened({ space: float(0, 1) })).rejects.toMatchObject({ code: "bad-space" });
  });
});
