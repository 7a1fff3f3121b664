import { seededRandom } from "@kaviar/base/random";
import { describe, expect, it } from "vitest";
import { fitAgain } from "../../../src/autofit/finishing/fit-again.ts";
import { readAutofitOptions } from "../../../src/autofit/options.ts";
import { prepareSearch } from "../../../src/autofit/preparing/prepare-search.ts";
import type { Candidate } from "../../../src/autofit/result.ts";
import { pipeline, ridge, table } from "../../../src/index.ts";

const random = seededRandom(5);
const rows = table(
  Array.from({ length: 400 }, () => {
    const [a, b] = [random(), random()];
    return { a, b, y: a + 2 * b + random() };
  }),
);
const prepared = prepareSearch(rows, readAutofitOptions({ target: "y" }), undefined);

const member = async (
  trial: number,
  { seconds, weight = 1, ...of }: { seconds: number; weight?: number; fit?: never },
) => {
  const own = pipeline(ridge({ alpha: trial + 1 }));
  const fitted = await own.fit(prepared.table, { target: "y" });
  const candidate = { trial, words: `pipeline ${trial}`, pipeline: { ...own, ...of } } as unknown as Candidate;
  return { candidate, fitted, seconds, weight };
};

/** There are so many seconds, and time stands still. */
const means = (seconds: number) => ({ workers: 1, say: () => {}, left: () => seconds });

describe("what is fitted again, to all rows", () => {
  it("is all where there is time for it", async () => {
    const { fitted, notes } = await fitAgain(
      [await member(0, { seconds: 1 }), await member(1, { seconds: 1 })],
      prepared,
      means(60),
    );
    expect(fitted.map(({ trained }) => trained.rows)).toEqual([400, 400]);
    expect(notes).toEqual([]);
  });

  it("is all where nothing ends", async () => {
    const endless = means(Number.POSITIVE_INFINITY);
    const one = await member(0, { seconds: 1e6 });
    for (const members of [[one], [one, await member(1, { seconds: 1 })]]) {
      const { fitted, notes } = await fitAgain(members, prepared, endless);
      expect(fitted.map(({ trained }) => trained.rows)).toEqual(members.map(() => 400));
      expect(notes).toEqual([]);
    }
  });

  it("is not who would not be done in time: that one stays as it was", async () => {
    const members = [
      await member(0, { seconds: 50 }),
      await member(1, { seconds: 1 }),
      await member(2, { seconds: 49 }),
    ];
    const { fitted, notes } = await fitAgain(members, prepared, means(60));
    expect(fitted.map(({ trained }) => trained.rows)).toEqual([320, 400, 320]);
    expect(fitted[0]).toBe(members[0]!.fitted);
    expect(notes).toEqual([
      "2 members of 3 of the ensemble stayed fitted to 320 of 400 rows: there was no time for more.",
    ]);
  });

  it("begins with who counts most for the time that it takes", async () => {
    const began: number[] = [];
    const watched = async (trial: number, seconds: number, weight: number) => {
      const own = await member(trial, { seconds, weight });
      const { fit } = own.candidate.pipeline;
      const pipeline = {
        ...own.candidate.pipeline,
        fit: (...args: Parameters<typeof fit>) => {
          began.push(trial);
          return fit(...args);
        },
      };
      return { ...own, candidate: { ...own.candidate, pipeline } };
    };
    await fitAgain([await watched(0, 2, 0.2), await watched(1, 1, 0.3), await watched(2, 5, 0.5)], prepared, means(60));
    expect(began).toEqual([1, 0, 2]);
  });

  it("is who is alone to as many rows as there is time for, and to none more where that is not worth it", async () => {
    // 320 rows in 40 s: 51 s of 60 are for 408, so for all; 38 s of 45 for 306.
    const of = async (seconds: number, left: number) => {
      const { fitted, notes } = await fitAgain([await member(0, { seconds })], prepared, means(left));
      return [fitted[0]!.trained.rows, ...notes];
    };
    expect(await of(40, 60)).toEqual([400]);
    expect(await of(45, 60)).toEqual([362, "The model is fitted to 362 of 400 rows: there was no time for more."]);
    expect(await of(60, 60)).toEqual([320, "The model is fitted to 320 of 400 rows: there was no time for more."]);
  });

  it("says why one could not be fitted again, and keeps it as it was", async () => {
    const broken = await member(0, { seconds: 1, fit: (() => Promise.reject(new Error("not today"))) as never });
    const { fitted, notes } = await fitAgain([broken, await member(1, { seconds: 1 })], prepared, means(60));
    expect(fitted[0]).toBe(broken.fitted);
    expect(notes).toEqual(["1 member of 2 of the ensemble stayed fitted to 320 of 400 rows: not today."]);
  });
});
