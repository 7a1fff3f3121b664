import { createStudy, float, int, keyedRandom, memory, random, type Sampler, type Storage, tpe } from "@kaviar/tune";
import { expect, it } from "vitest";

const space = { x: float(0, 1) };
const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** A storage whose answers to claims are long on their way, and how many were at once. */
const slow = (storage: Storage, milliseconds: number) => {
  let [now, most] = [0, 0];
  const claim: Storage["claim"] = async (study, given) => {
    most = Math.max(most, ++now);
    const claimed = await storage.claim(study, given);
    await wait(milliseconds);
    now--;
    return claimed;
  };
  return { storage: { ...storage, claim }, most: () => most };
};

/** Says which trials it saw running, each with whether its point was known. */
const watching = () => {
  const seen: (readonly (readonly [number, boolean])[])[] = [];
  const sampler: Sampler = {
    name: "watching",
    propose: ({ number, draw, history }) => {
      seen[number] = [...history.running.values()].map((each) => [each.number, "x" in each.params]);
      return { params: { x: draw("x")() } };
    },
  };
  return { sampler, seen };
};

it("waits for the storage for many trials at once, and proposes each point after those before it", async () => {
  const { storage, most } = slow(memory(), 30);
  const { sampler, seen } = watching();
  const study = await createStudy({ storage, seed: 1, sampler });
  await study.optimize(space, ({ x }) => wait(60).then(() => x), { trials: 8, concurrency: 8 });
  expect(most()).toBe(8);
  expect(seen).toEqual(
    Array.from({ length: 8 }, (_, number) => Array.from({ length: number + 1 }, (_, i) => [i, i < number])),
  );
  expect(study.trials.map(({ number, params, state }) => [number, params.x, state])).toEqual(
    Array.from({ length: 8 }, (_, number) => [number, keyedRandom(1, number, "x")(), "complete"]),
  );
});

it("asks no point of a finite space twice, where three handles ask at once ahead of a slow storage", async () => {
  const { storage } = slow(memory(), 5);
  const open = () => createStudy({ name: "shared", storage, seed: 3, sampler: tpe() });
  const studies = [await open(), await open(), await open()];
  const grid = { k: int(0, 4), l: int(0, 4) };
  await Promise.all(
    studies.map((study) =>
      study.optimize(grid, ({ k, l }) => wait(3).then(() => k + l), { trials: 60, concurrency: 4 }),
    ),
  );
  const [study] = studies;
  await study!.refresh();
  const complete = study!.trials.filter(({ state }) => state === "complete");
  expect(new Set(complete.map(({ params }) => `${params.k},${params.l}`)).size).toBe(25);
  expect(complete.length).toBe(25);
  expect(study!.history.running.size).toBe(0);
});

it("asks again for the points that several handles asked ahead, and gets the same", async () => {
  const { storage } = slow(memory(), 4);
  const open = () => createStudy({ name: "shared", storage, seed: 5, sampler: tpe() });
  const studies = [await open(), await open()];
  const objective = ({ x }: { x: number }) => wait(Math.random() * 6).then(() => (x - 0.3) ** 2);
  await Promise.all(studies.map((study) => study.optimize(space, objective, { trials: 60, concurrency: 3 })));
  await studies[0]!.refresh();
  expect(await studies[0]!.replay({ concurrency: 3 })).toEqual({ asked: 60, skipped: 0, differences: [] });
});

it("shows no trial whose claim failed, and gives its number to the next", async () => {
  const inner = memory();
  let fails = true;
  const claim: Storage["claim"] = (...given) =>
    fails ? Promise.reject(new Error("the disk is full")) : inner.claim(...given);
  const study = await createStudy({ storage: { ...inner, claim }, seed: 1, sampler: watching().sampler });
  await expect(study.optimize(space, ({ x }) => x, { trials: 4, concurrency: 3 })).rejects.toThrow("the disk is full");
  expect([study.trials, study.history.running.size]).toEqual([[], 0]);
  fails = false;
  await study.optimize(space, ({ x }) => x, { trials: 2 });
  expect(study.trials.map(({ number, state }) => [number, state])).toEqual([
    [0, "complete"],
    [1, "complete"],
  ]);
});

it("asks a sampler that never learns by what it is, however many ask, and shows it nothing that others did", async () => {
  const shown: number[] = [];
  const sampler: Sampler = {
    name: "by number",
    neverLearns: true,
    propose: ({ number, draw, history, prior }) => {
      shown.push(history.trials.length + history.finished.length + history.running.size + prior.length);
      return { params: { x: number + draw("x")() } };
    },
  };
  const wide = { x: float(0, 1000) };
  const earlier = await createStudy({ storage: memory(), seed: 1 });
  await earlier.optimize(wide, ({ x }) => x, { trials: 3 });
  const { storage } = slow(memory(), 3);
  const open = () => createStudy({ name: "many", storage, seed: 2, sampler, warmStart: [earlier] });
  const studies = [await open(), await open(), await open()];
  const ran: number[] = [];
  await Promise.all(
    studies.map((study) =>
      study.optimize(wide, ({ x }, { number }) => ran.push(number) && wait(Math.random() * 6).then(() => x), {
        ...{ trials: 60, concurrency: 2 },
      }),
    ),
  );
  expect(new Set(shown)).toEqual(new Set([0]));
  for (const study of studies) {
    await study.refresh();
    const own = study.trials.filter(({ origin }) => origin === "sampler");
    expect(own.length).toBeGreaterThanOrEqual(57);
    expect(own.map(({ params, state }) => [params.x, state])).toEqual(
      own.map(({ number }) => [number + keyedRandom(2, number, "x")(), "complete"]),
    );
    expect((await study.replay()).differences).toEqual([]);
  }
  expect(ran.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, i) => i));
});

it("lets one process that was overtaken go on with many at once", async () => {
  const { storage, most } = slow(memory(), 20);
  const open = () => createStudy({ name: "overtaken", storage, seed: 2, sampler: random() });
  const [study, other] = [await open(), await open()];
  // The other's trials are not seen before the first claim.
  await other.optimize(space, ({ x }) => x, { trials: 3 });
  await study.optimize(space, ({ x }) => wait(40).then(() => x), { trials: 27, concurrency: 8 });
  expect(most()).toBe(8);
  expect(study.trials).toHaveLength(27);
});
