import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seededRandom } from "@kaviar/base/random";
import { createStudy } from "@kaviar/tune";
import { afterAll, describe, expect, it } from "vitest";
import { autofit, table } from "../../../src/index.ts";

const folder = mkdtempSync(join(tmpdir(), "kaviar-warm-start-"));
afterAll(() => rmSync(folder, { recursive: true }));
const storage = `sqlite:${join(folder, "kaviar.db")}`;

/** What tells the classes apart is whether two numbers have the same sign: a tree sees it, a line does not. */
const made = (seed: number) => {
  const random = seededRandom(seed);
  return table(
    Array.from({ length: 150 }, () => {
      const [a, b] = [random() * 2 - 1, random() * 2 - 1];
      return { a, b, c: random(), churned: a * b > 0 ? "yes" : "no" };
    }),
  );
};

const given = { target: "churned", preset: "tiny", folds: 3, holdout: "none", seed: 1 } as const;
const january = autofit(made(1), {
  ...given,
  budget: { evaluations: 30 },
  storage,
  name: "january",
  folder: join(folder, "january"),
});

describe("a search that begins with another one's study", () => {
  it("tries its winner early, and goes on without that study", async () => {
    const { single, study } = await january;
    await study.close();
    const own = {
      ...given,
      storage: `sqlite:${join(folder, "february.db")}`,
      name: "february",
      folder: join(folder, "february"),
      warmStart: { storage, name: "january" },
    };
    const february = await autofit(made(2), { ...own, budget: { evaluations: 6 } });
    const winner = february.leaderboard.find(({ words }) => words === single.words);
    expect(winner?.trial).toBeLessThan(6);
    expect(winner?.score).not.toBe(single.score);
    const { origin } = february.leaderboard.find(({ trial }) => trial === 2)!;
    expect(origin).toEqual({ operator: "warm start", parents: [] });
    await february.study.close();
    rmSync(join(folder, "kaviar.db"));
    const more = await autofit(made(2), { ...own, budget: { evaluations: 7 } });
    expect(more.study.trials).toHaveLength(7);
    await more.study.close();
  }, 60_000);

  it.each([
    [{ storage: `sqlite:${join(folder, "gone.db")}`, name: "january" }, "gone.db, for there is no such file"],
    [{ storage: `sqlite:${join(folder, "other.db")}`, name: "empty-januray" }, "Did you mean empty-january?"],
    [{ storage: `sqlite:${join(folder, "other.db")}`, name: "empty-january" }, "of 0 trials"],
    [{ name: "january" }, "a study, or { storage:"],
  ])("refuses %o", async (warmStart, says) => {
    await (await createStudy({ name: "empty-january", storage: `sqlite:${join(folder, "other.db")}` })).close();
    const run = async () => autofit(made(2), { ...given, budget: { evaluations: 2 }, warmStart } as never);
    const error = await run().then(
      () => undefined,
      (error: unknown) => error as Error & { readonly remedy?: string },
    );
    expect(`${error?.message} ${error?.remedy}`).toContain(says);
    expect(existsSync(join(folder, "gone.db"))).toBe(false);
  });
});
