import { permutation } from "../../space/array.ts";
import { float } from "../../space/float.ts";
import type { Space } from "../../space/parameter.ts";
import type { TrialPatch } from "../../storage/storage.ts";
import type { TrialRecord } from "../../trial/record.ts";
import type { Case } from "../case.ts";
import { fact, type Open, same, oddSpace as space } from "./expect.ts";

/** A space as a program declares it, with what its dimensions do not tell. */
const declared: Space = {
  x: float(0, 1),
  epochs: 10,
  nothing: null,
  inner: { steps: permutation(["b", "a", "ключ"]), name: "tab\t\"'" },
};

const extremes = [
  NaN,
  Infinity,
  -Infinity,
  -0,
  0,
  5e-324,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  0.1 + 0.2,
  2 ** 53 + 2,
  1e21,
];

export const trialFacts: readonly Case<Open>[] = [
  fact("claims come in the order of their numbers, with attempt, owner and start", async (storage, study) => {
    for (let number = 0; number < 5; number++) {
      const trial = (await storage.claim(study.id, { owner: `o${number}`, startedAt: 1000.125 + number }))!;
      const { askedIn, ...rest } = trial;
      same(
        rest,
        {
          number,
          state: "running",
          params: {},
          dimensions: [],
          attributes: {},
          constraints: {},
          attempt: 1,
          owner: `o${number}`,
          startedAt: 1000.125 + number,
        },
        "the claimed trial",
      );
      same(askedIn! > 0, true, "askedIn is a revision");
    }
  }),
  fact("no trial is claimed beyond the limit, but those that wait are", async (storage, study) => {
    const claim = () => storage.claim(study.id, { owner: "o", startedAt: 1, limit: 2 });
    same([(await claim())?.number, (await claim())?.number, await claim()], [0, 1, undefined], "claims up to 2");
    await storage.enqueue(study.id, {});
    same([(await claim())?.number, await claim()], [2, undefined], "the enqueued one");
  }),
  fact("what is enqueued is claimed once, lowest number first, and before a new trial", async (storage, study) => {
    const drafts = [
      { params: { x: 1.5, c: "a", n: null, b: false } },
      { params: { x: -0 }, dimensions: space, attributes: { why: "ask" } },
    ];
    for (const draft of drafts) same((await storage.enqueue(study.id, draft)).state, "waiting", "the state");
    const claim = async () => (await storage.claim(study.id, { owner: "o", startedAt: 1 }))!;
    const [first, second, third] = [await claim(), await claim(), await claim()];
    same(first.params, drafts[0]!.params, "the first one's params");
    same([second.params, second.dimensions, second.attributes], [{ x: -0 }, space, { why: "ask" }], "the second one");
    same([third.number, third.params], [2, {}], "the new one");
  }),
  fact(
    "every field of a patch arrives, and replaces; attributes and constraints are merged",
    async (storage, study) => {
      const { number } = (await storage.claim(study.id, { owner: "o", startedAt: 1 }))!;
      const patch: TrialPatch = {
        params: { x: 1, "y.z": "w", empty: "" },
        dimensions: space,
        space: declared,
        values: [1, 2],
        attributes: { a: [1, null, { b: "c" }], "": "empty name" },
        constraints: { c: -1 },
        origin: "enqueued-part",
        sampler: "tpe",
        why: "l(x)/g(x) is largest — 'here'",
        notes: { state: [1, 2, 3], nested: { deep: [null, true] } },
        cloneOf: 0,
        error: 'Ошибка: "x"\n\tat line 1',
        startedAt: 12.5,
        finishedAt: 1_700_000_000_000.5,
        seen: 3,
      };
      await storage.update(study.id, number, patch);
      await storage.update(study.id, number, {
        values: [3],
        attributes: { b: 2 },
        constraints: { c: 2, d: 0 },
        notes: null,
      });
      const updated = await storage.update(study.id, number, { attributes: { b: { deep: [] } } });
      const { askedIn, ...rest } = (await storage.changes(study.id, 0)).trials[0]!;
      same(updated, { askedIn, ...rest }, "what the update returned");
      same(
        rest,
        {
          ...patch,
          number,
          state: "running",
          attempt: 1,
          owner: "o",
          values: [3],
          notes: null,
          attributes: { ...patch.attributes, b: { deep: [] } },
          constraints: { c: 2, d: 0 },
        },
        "the trial",
      );
    },
  ),
  fact("trials of one space that was declared otherwise keep each its own", async (storage, study, another) => {
    const spaces = [{ epochs: 10 }, { epochs: 500 }, declared, undefined];
    for (const [number, each] of spaces.entries()) {
      await storage.claim(study.id, { owner: "o", startedAt: 1 });
      const patch = { params: { x: 1 }, dimensions: space, ...(each && { space: each }) };
      await storage.update(study.id, number, patch);
    }
    for (const reader of [storage, await another()]) {
      const { trials } = await reader.changes(study.id, 0);
      same(
        trials.map((trial) => [trial.space, trial.dimensions]),
        spaces.map((each) => [each, space]),
        "the spaces",
      );
    }
  }),
  fact("a trial that is handed to another owner is that one's from then on", async (storage, study) => {
    await storage.claim(study.id, { owner: "mine", startedAt: 1 });
    const handed = await storage.update(study.id, 0, { params: { x: 1 }, owner: "theirs" }, { owner: "mine" });
    same((handed as TrialRecord).owner, "theirs", "the owner");
    same(
      await storage.update(study.id, 0, { state: "failed" }, { owner: "mine" }),
      undefined,
      "the update of the one before",
    );
    same(await storage.release("mine", { attempts: 2, error: "" }), 0, "trials the one before had");
    same(await storage.report(study.id, 0, 0, [1], "theirs"), true, "a report of the new one");
    same(await storage.release("theirs", { attempts: 2, error: "" }), 1, "trials the new one had");
  }),
  fact("the revisions of asking and telling are kept, in the study's order", async (storage, study) => {
    const a = (await storage.claim(study.id, { owner: "o", startedAt: 1 }))!;
    const b = (await storage.claim(study.id, { owner: "o", startedAt: 1 }))!;
    await storage.update(study.id, b.number, { state: "pruned" });
    await storage.update(study.id, a.number, { state: "complete", values: [1] });
    await storage.update(study.id, a.number, { attributes: { late: true } });
    const [told, late] = (await storage.changes(study.id, 0)).trials;
    same([told!.number, late!.number], [1, 0], "trials in the order of their last change");
    same(
      a.askedIn! < b.askedIn! && b.askedIn! < told!.toldIn! && told!.toldIn! < late!.toldIn!,
      true,
      "revisions in order",
    );
    await storage.update(study.id, b.number, { state: "waiting" }, { from: "pruned" });
    const again = (await storage.claim(study.id, { owner: "o", startedAt: 2 }))!;
    same([again.number, again.attempt, again.askedIn! > late!.toldIn!], [1, 2, true], "the promoted trial");
    const end = await storage.update(study.id, b.number, { state: "complete", values: [0] });
    same((end as { toldIn: number }).toldIn > again.askedIn!, true, "told again");
  }),
  fact("an update with a condition that does not hold changes nothing", async (storage, study) => {
    const { number } = (await storage.claim(study.id, { owner: "mine", startedAt: 1 }))!;
    const { revision, trials } = await storage.changes(study.id, 0);
    same(await storage.update(study.id, number, { state: "failed" }, { owner: "theirs" }), undefined, "another owner");
    same(await storage.update(study.id, number, { state: "waiting" }, { from: "pruned" }), undefined, "another state");
    same(await storage.update(study.id, 99, { state: "failed" }), undefined, "no such trial");
    same(await storage.report(study.id, number, 0, [1], "theirs"), false, "another owner's report");
    same(await storage.report(study.id, 99, 0, [1]), false, "a report of no trial");
    const after = await storage.changes(study.id, revision);
    same([after.trials, after.reports], [[], []], "changes");
    await storage.update(study.id, number, { state: "complete", values: [1] }, { owner: "mine" });
    same(await storage.update(study.id, number, { values: [2] }, { owner: "mine" }), undefined, "one that ended");
    same(await storage.report(study.id, number, 0, [1], "mine"), false, "a report of one that ended");
    same((await storage.changes(study.id, 0)).trials[0]!.values, [1], "the values");
    same(trials[0]!.state, "running", "the trial as it was read before");
  }),
  fact("a point with a unique text belongs to one trial", async (storage, study) => {
    for (let i = 0; i < 2; i++) await storage.claim(study.id, { owner: "o", startedAt: 1 });
    const text = "x".repeat(20_000);
    const take = (number: number, unique: string) =>
      storage.update(study.id, number, { params: { x: number } }, { unique });
    same(((await take(0, text)) as { number: number }).number, 0, "the first");
    same(await take(1, text), "taken", "the second");
    same(((await take(0, text)) as { number: number }).number, 0, "the first, again");
    same(((await take(1, `${text}!`)) as { number: number }).number, 1, "the second, elsewhere");
    same(
      (await storage.changes(study.id, 0)).trials.map(({ params }) => params.x),
      [0, 1],
      "the params",
    );
  }),
  fact("reports replace each other by step, and keep the order of their first arrival", async (storage, study) => {
    const { number } = (await storage.claim(study.id, { owner: "o", startedAt: 1 }))!;
    for (const [step, value] of [
      [0, 5],
      [10, 4],
      [3, 3],
      [0, 2],
    ] as const)
      same(await storage.report(study.id, number, step, [value], "o"), true, "kept");
    const { reports, revision } = await storage.changes(study.id, 0);
    const read = new Map<number, readonly number[]>();
    for (const report of reports) read.set(report.step, report.values);
    same(
      [...read],
      [
        [0, [2]],
        [10, [4]],
        [3, [3]],
      ],
      "the reports",
    );
    await storage.report(study.id, number, 10, [1], "o");
    same(
      (await storage.changes(study.id, revision)).reports,
      [{ number, step: 10, values: [1] }],
      "the report after that",
    );
  }),
  fact(
    "NaN, ±Infinity, −0 and the extremes pass unharmed, wherever a number can be",
    async (storage, study, another) => {
      const { number } = (await storage.claim(study.id, { owner: "o", startedAt: 1 }))!;
      const named = Object.fromEntries(extremes.map((value, i) => [`n${i}`, value]));
      const odd = { $number: "NaN", $object: { $number: [NaN] } };
      await storage.update(study.id, number, {
        params: named,
        values: extremes,
        constraints: named,
        attributes: { ...named, odd, deep: [[-0]] },
        notes: [odd, NaN],
      });
      await storage.report(study.id, number, 2 ** 52, extremes, "o");
      await storage.enqueue(study.id, { params: named, attributes: named });
      await storage.setStudyAttributes(study.id, named);
      const other = await another();
      const { trials, reports } = await other.changes(study.id, 0);
      const [waiting, trial] = [trials.find(({ number }) => number === 1)!, trials.find(({ number }) => number === 0)!];
      same(trial.params, named, "params");
      same(trial.values, extremes, "values");
      same(trial.constraints, named, "constraints");
      same(trial.attributes, { ...named, odd, deep: [[-0]] }, "attributes");
      same(trial.notes, [odd, NaN], "notes");
      same(reports, [{ number, step: 2 ** 52, values: extremes }], "reports");
      same([waiting.params, waiting.attributes], [named, named], "the enqueued trial");
      same((await other.studies()).find(({ id }) => id === study.id)!.attributes, named, "the study's attributes");
    },
  ),
  fact(
    "`changes` gives what changed after a revision, once each, in the order of the last change",
    async (storage, study, another) => {
      const other = await another();
      const empty = await storage.changes(study.id, 0);
      same([empty.trials, empty.reports], [[], []], "a new study");
      let last = empty.revision;
      const since = async () => {
        const { revision, trials, reports } = await other.changes(study.id, last);
        same(revision > last || (trials.length === 0 && reports.length === 0), true, "the revision grows");
        last = revision;
        return [
          trials.map(({ number, state }) => `${number} ${state}`),
          reports.map(({ number, step }) => `${number}@${step}`),
        ];
      };
      for (let i = 0; i < 3; i++) await storage.claim(study.id, { owner: "o", startedAt: 1 });
      same(await since(), [["0 running", "1 running", "2 running"], []], "after three claims");
      same(await since(), [[], []], "after nothing");
      await storage.update(study.id, 2, { attributes: { a: 1 } });
      await storage.report(study.id, 1, 0, [1]);
      await storage.update(study.id, 0, { state: "complete", values: [1] });
      await storage.update(study.id, 2, { attributes: { a: 2 } });
      same(await since(), [["0 complete", "2 running"], ["1@0"]], "after four changes");
      await storage.report(study.id, 1, 0, [2]);
      await storage.report(study.id, 2, 5, [2]);
      same((await since())[1]!.sort(), ["1@0", "2@5"], "reports alone");
      await storage.setStudyAttributes(study.id, { a: 1 });
      same(await since(), [[], []], "after an attribute of the study");
      same((await other.changes(study.id, last + 100)).trials, [], "beyond the last revision");
    },
  ),
];
