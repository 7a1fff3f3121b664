import type { AddedTrial } from "../../storage/storage.ts";
import type { Case } from "../case.ts";
import { fact, meddle, type Open, oddSpace, same } from "./expect.ts";

/** A trial with something in every field, and with every kind of number in them. */
const whole = (): AddedTrial => ({
  trial: {
    state: "complete",
    params: { x: -0, "данные.'\"": "\u0000\n" },
    dimensions: structuredClone(oddSpace),
    space: { steps: 3, nested: { deep: "a" } },
    values: [-Infinity, 5e-324],
    attributes: { list: [1, null], $number: "NaN" },
    constraints: { c: Infinity },
    origin: "added",
    sampler: "another",
    why: "because",
    notes: null,
    cloneOf: 0,
    error: "why it failed before",
    startedAt: 1_700_000_000_000.25,
    finishedAt: 1_700_000_000_001.5,
    attempt: 2,
  },
  reports: [
    { step: 3, values: [Number.NaN, -0] },
    { step: 1, values: [1, 2] },
  ],
});

const plain = (more: Partial<AddedTrial["trial"]> = {}): AddedTrial => ({
  trial: { state: "complete", params: {}, dimensions: [], attributes: {}, constraints: {}, attempt: 1, ...more },
  reports: [],
});

export const addedFacts: readonly Case<Open>[] = [
  fact("trials from elsewhere come whole, behind those that are there", async (storage, study, another) => {
    await storage.claim(study.id, { owner: "o", startedAt: 1 });
    const given = [whole(), plain({ state: "failed", error: "lost" }), plain({ state: "waiting", attempt: 0 })];
    const added = await storage.add(study.id, given);
    const { trials, reports, revision } = await (await another()).changes(study.id, 0);
    same(trials.slice(1), added, "what is read");
    same(
      added.map(({ toldIn, ...trial }) => trial),
      given.map(({ trial }, i) => ({ ...trial, number: i + 1 })),
      "the trials",
    );
    same(
      reports,
      whole().reports.map((report) => ({ number: 1, ...report })),
      "their reports",
    );
    same(
      added.map(({ toldIn = 0 }) => toldIn > 1 && toldIn <= revision),
      [true, true, false],
      "whether they were told with this",
    );
    same((await storage.claim(study.id, { owner: "o", startedAt: 1 }))?.number, 3, "what waits is handed out");
    same((await storage.claim(study.id, { owner: "o", startedAt: 1 }))?.number, 4, "the next number");
  }),
  fact(
    "the revisions that trials bring along are kept, and the study's goes on behind them",
    async (storage, study) => {
      await storage.add(study.id, [
        plain({ seen: 10, askedIn: 12, toldIn: 40 }),
        plain({ seen: 20, askedIn: 22, toldIn: 30 }),
        plain({ state: "waiting", attempt: 1, seen: 41, askedIn: 50 }),
      ]);
      const { trials, revision } = await storage.changes(study.id, 0);
      same(
        trials.map(({ number, seen, askedIn, toldIn }) => [number, seen, askedIn, toldIn]),
        [
          [1, 20, 22, 30],
          [0, 10, 12, 40],
          [2, 41, 50, undefined],
        ],
        "the trials in the order in which they ended",
      );
      const claimed = (await storage.claim(study.id, { owner: "o", startedAt: 1 }))!;
      same(
        [claimed.number, claimed.attempt, claimed.seen, claimed.askedIn! > 50],
        [2, 2, 41, true],
        "the one that waited, handed out",
      );
      same((await storage.changes(study.id, revision)).trials, [claimed], "what changed after they came");
    },
  ),
  fact("trials that many connections add at once come each in a row", async (_, study, another) => {
    const connections = await Promise.all(Array.from({ length: 4 }, another));
    const added = await Promise.all(
      connections.map((each) =>
        each.add(
          study.id,
          Array.from({ length: 10 }, () => plain()),
        ),
      ),
    );
    const rows = added.map((each) => each.map(({ number }) => number)).sort(([a], [b]) => a! - b!);
    same(
      rows.flat(),
      Array.from({ length: 40 }, (_, i) => i),
      "the numbers, call by call",
    );
    same(new Set(added.flat().map(({ toldIn }) => toldIn)).size, 40, "revisions");
    same(await connections[0]!.add(study.id, []), [], "none");
  }),
  fact("added trials are immutable, and those who gave them may change theirs", async (storage, study) => {
    const given = [whole()] as never as { trial: { params: { x: number }; values: number[] }; reports: never[] }[];
    const [record] = (await storage.add(study.id, given as never)) as never as [
      { params: { x: number }; state: string },
    ];
    const before = structuredClone(await storage.changes(study.id, 0));
    meddle(() => (given[0]!.trial.params.x = 9));
    meddle(() => given[0]!.trial.values.push(9));
    meddle(() => given[0]!.reports.pop());
    meddle(() => (record.params.x = 9));
    meddle(() => (record.state = "failed"));
    same(await storage.changes(study.id, 0), before, "the study");
  }),
];
