import type { Case } from "../case.ts";
import { fact, type Open, same } from "./expect.ts";

export const processFacts: readonly Case<Open>[] = [
  fact("claims at once from many connections give each trial once, up to the limit", async (_, study, another) => {
    const connections = await Promise.all(Array.from({ length: 4 }, another));
    for (let i = 0; i < 10; i++) await connections[0]!.enqueue(study.id, { params: { i } });
    const claimed: number[] = [];
    const work = async (owner: number) => {
      for (;;) {
        const trial = await connections[owner]!.claim(study.id, { owner: `o${owner}`, startedAt: 1, limit: 60 });
        if (trial === undefined) return;
        claimed.push(trial.number);
      }
    };
    await Promise.all([0, 1, 2, 3, 0, 1].map(work));
    same(
      claimed.sort((a, b) => a - b),
      Array.from({ length: 60 }, (_, i) => i),
      "the numbers",
    );
  }),
  fact("a reader that follows never misses a change, while others write", async (_, study, another) => {
    const connections = await Promise.all(Array.from({ length: 4 }, another));
    const seen = new Map<number, string>();
    const reports = new Set<string>();
    let [revision, ended] = [0, false];
    const follow = async () => {
      for (let last = false; ; last = ended) {
        const changes = await connections[3]!.changes(study.id, revision);
        if (changes.revision < revision) throw new Error(`the revision fell from ${revision} to ${changes.revision}`);
        revision = changes.revision;
        for (const { number, state } of changes.trials) seen.set(number, state);
        for (const { number, step } of changes.reports) reports.add(`${number}@${step}`);
        if (last) return;
        await new Promise((done) => setTimeout(done, 1));
      }
    };
    const work = async (own: number) => {
      for (;;) {
        const trial = await connections[own]!.claim(study.id, { owner: `o${own}`, startedAt: 1, limit: 60 });
        if (trial === undefined) return;
        await connections[own]!.report(study.id, trial.number, 0, [1], `o${own}`);
        await connections[own]!.update(
          study.id,
          trial.number,
          { state: "complete", values: [1] },
          { owner: `o${own}` },
        );
      }
    };
    const following = follow();
    await Promise.all([0, 1, 2].map(work));
    ended = true;
    await following;
    same([...seen.values()].filter((state) => state === "complete").length, 60, "complete trials seen");
    same(reports.size, 60, "reports seen");
  }),
  fact("attributes and constraints that many connections write at once all survive", async (_, study, another) => {
    const connections = await Promise.all(Array.from({ length: 4 }, another));
    await connections[0]!.claim(study.id, { owner: "o", startedAt: 1 });
    const numbers = Array.from({ length: 40 }, (_, i) => i);
    await Promise.all(
      numbers.map((i) =>
        connections[i % 4]!.update(study.id, 0, { attributes: { [`a${i}`]: i }, constraints: { [`c${i}`]: i } }),
      ),
    );
    const { attributes, constraints } = (await connections[0]!.changes(study.id, 0)).trials[0]!;
    same(attributes, Object.fromEntries(numbers.map((i) => [`a${i}`, i])), "attributes");
    same(constraints, Object.fromEntries(numbers.map((i) => [`c${i}`, i])), "constraints");
  }),
  fact("of many that take one point at once, one gets it", async (_, study, another) => {
    const connections = await Promise.all(Array.from({ length: 4 }, another));
    for (let i = 0; i < 4; i++) await connections[0]!.claim(study.id, { owner: "o", startedAt: 1 });
    const answers = await Promise.all(
      connections.map((each, i) => each.update(study.id, i, { params: { x: 1 } }, { unique: "x:1" })),
    );
    same(answers.filter((answer) => answer === "taken").length, 3, "refused");
    const { trials } = await connections[0]!.changes(study.id, 0);
    same(trials.filter(({ params }) => params.x === 1).length, 1, "trials at the point");
  }),
  fact("beats are counted for each owner, and forgotten when it is released", async (storage, _, another) => {
    const id = `owner ${Math.random()}`;
    const owner = { id, host: "машина", pid: 4_194_304, boot: "b", started: "123" };
    const found = async () =>
      (await (await another()).heartbeats()).flatMap(({ silent, ...each }) => {
        if (each.id !== id) return [];
        same(silent >= 0 && silent < 30_000, true, "milliseconds since its last beat");
        return [each];
      });
    same(await found(), [], "before the first beat");
    for (let beats = 1; beats <= 3; beats++) {
      await storage.beat(owner);
      same(await found(), [{ ...owner, beats }], `after beat ${beats}`);
    }
    same(await storage.release(id, { attempts: 2, error: "" }), 0, "trials it had");
    same(await found(), [], "after the release");
  }),
  fact("the trials of a released owner wait again, and fail once they were lost too often", async (storage, study) => {
    const [mine, other] = [`mine ${Math.random()}`, `other ${Math.random()}`];
    await storage.claim(study.id, { owner: mine, startedAt: 1 });
    await storage.claim(study.id, { owner: other, startedAt: 1 });
    await storage.claim(study.id, { owner: mine, startedAt: 1 });
    await storage.update(study.id, 0, { params: { x: 1 }, attributes: { kept: true } }, { owner: mine });
    await storage.update(study.id, 2, { state: "complete", values: [1] }, { owner: mine });
    same(await storage.release(mine, { attempts: 2, error: "died twice" }), 1, "trials it had");
    same(await storage.update(study.id, 0, { state: "complete" }, { owner: mine }), undefined, "the lost one's update");
    const again = (await storage.claim(study.id, { owner: other, startedAt: 2 }))!;
    same(
      [again.number, again.attempt, again.params, again.attributes],
      [0, 2, { x: 1 }, { kept: true }],
      "handed out again",
    );
    same(await storage.release(other, { attempts: 2, error: "died twice" }), 2, "trials the other had");
    const { trials } = await storage.changes(study.id, 0);
    const by = (number: number) => trials.find((trial) => trial.number === number)!;
    same(
      [by(0).state, by(0).error, by(0).toldIn! > 0, by(0).finishedAt! > 0],
      ["failed", "died twice", true, true],
      "the one lost twice",
    );
    same([by(1).state, by(2).state], ["waiting", "complete"], "the others");
    same(await storage.release("nobody", { attempts: 1, error: "" }), 0, "an owner nobody knows");
  }),
  fact("ten thousand trials are read whole, and a change after them alone", async (storage, study) => {
    const count = 10_000;
    for (let i = 0; i < count; i += 100)
      await Promise.all(Array.from({ length: 100 }, () => storage.enqueue(study.id, { params: { x: 0.5, y: "a" } })));
    const { trials, revision } = await storage.changes(study.id, 0);
    same(trials.length, count, "trials");
    same(
      trials.every(({ number, params }, i) => number === i && params.x === 0.5),
      true,
      "in order",
    );
    const claimed = (await storage.claim(study.id, { owner: "o", startedAt: 1 }))!;
    same([claimed.number, (await storage.changes(study.id, revision)).trials], [0, [claimed]], "the change after them");
  }),
];
