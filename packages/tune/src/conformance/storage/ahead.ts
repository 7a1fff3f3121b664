import type { PointAhead } from "../../storage/storage.ts";
import type { Case } from "../case.ts";
import { fact, type Open, same, oddSpace as space } from "./expect.ts";

/** A point that goes with the claim of the trial of a number. */
const aheadOf = (number: number, x: number, unique?: string): PointAhead => ({
  number,
  patch: { params: { x }, dimensions: space, origin: "sampler", sampler: "tpe", why: `for ${number}`, seen: 1 },
  ...(unique !== undefined && { unique }),
});

export const aheadFacts: readonly Case<Open>[] = [
  fact(
    "a new trial of the number that was foreseen has its point in the step that claims it",
    async (storage, study) => {
      const notes = { state: [1, null] };
      const { patch } = aheadOf(0, 0.1 + 0.2);
      const ahead: PointAhead = { number: 0, patch: { ...patch, notes, attributes: { a: [1] }, owner: "theirs" } };
      const { askedIn, ...claimed } = (await storage.claim(study.id, { owner: "mine", startedAt: 5.5, ahead }))!;
      same(
        claimed,
        {
          ...ahead.patch,
          number: 0,
          state: "running",
          constraints: {},
          attempt: 1,
          startedAt: 5.5,
        },
        "the claimed trial",
      );
      same(askedIn! > 0, true, "askedIn is a revision");
      same((await storage.changes(study.id, 0)).trials, [{ askedIn, ...claimed }], "what others read");
      same(
        await storage.update(study.id, 0, { state: "failed" }, { owner: "mine" }),
        undefined,
        "of who handed it over",
      );
      same(await storage.release("theirs", { attempts: 2, error: "" }), 1, "trials of whom it was handed to");
    },
  ),
  fact("a trial of another number, or whose text is held, comes without the point", async (storage, study, another) => {
    const claim = (ahead: PointAhead) => storage.claim(study.id, { owner: "o", startedAt: 1, ahead });
    same((await claim(aheadOf(3, 1)))?.params, {}, "of number 0 instead of 3");
    same((await claim(aheadOf(1, 2, "x:2")))?.params, { x: 2 }, "of number 1, as foreseen");
    const held = (await claim(aheadOf(2, 2, "x:2")))!;
    same([held.number, held.params, held.dimensions, held.seen], [2, {}, [], undefined], "whose text trial 1 holds");
    same(
      await (await another()).update(study.id, 2, { params: { x: 2 } }, { unique: "x:2" }),
      "taken",
      "an update to the same text",
    );
  }),
  fact("a trial that waits is claimed before a new one, and as it is", async (storage, study, another) => {
    await storage.enqueue(study.id, { params: { y: 1 } });
    const claim = (number: number) =>
      storage.claim(study.id, { owner: "o", startedAt: 1, limit: 2, ahead: aheadOf(number, 7) });
    const waited = (await claim(0))!;
    same([waited.number, waited.params, waited.seen], [0, { y: 1 }, undefined], "the one that waited");
    same((await claim(1))?.params, { x: 7 }, "the new one");
    same(await claim(2), undefined, "one beyond the limit");
    const { trials } = await (await another()).changes(study.id, 0);
    same(
      trials.map(({ number, dimensions }) => [number, dimensions]),
      [
        [0, []],
        [1, space],
      ],
      "the trials as another connection reads them",
    );
  }),
  fact(
    "claims at once that foresee their numbers give each trial once, with its own point or none",
    async (_, study, another) => {
      const connections = await Promise.all(Array.from({ length: 4 }, another));
      let known = 0;
      const claimed: number[] = [];
      const work = async (own: number) => {
        for (;;) {
          const ahead = aheadOf(known, own, `x:${claimed.length}`);
          const claim = { owner: `o${own}`, startedAt: 1, limit: 60, ahead };
          const trial = await connections[own]!.claim(study.id, claim);
          if (trial === undefined) return;
          claimed.push(trial.number);
          known = Math.max(known, trial.number + 1);
          const isForeseen = trial.number === ahead.number && trial.seen !== undefined;
          same([trial.owner, trial.params], [`o${own}`, isForeseen ? { x: own } : {}], `trial ${trial.number}`);
        }
      };
      await Promise.all([0, 1, 2, 3].map(work));
      same(
        claimed.sort((a, b) => a - b),
        Array.from({ length: 60 }, (_, i) => i),
        "the numbers",
      );
      const { trials } = await connections[0]!.changes(study.id, 0);
      same(
        trials.every(({ params, owner }) => Object.keys(params).length === 0 || owner === `o${params.x}`),
        true,
        "whose points they are",
      );
    },
  ),
];
