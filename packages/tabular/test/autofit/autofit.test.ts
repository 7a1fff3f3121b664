import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { meanOf } from "@kaviar/base/numerics";
import { seededRandom } from "@kaviar/base/random";
import { logLoss, rmse, rocAuc } from "@kaviar/nn";
import { openSession } from "@kaviar/tensor/onnx";
import { afterAll, describe, expect, it } from "vitest";
import type { Member } from "../../src/fitting/member.ts";
import { type AutofitEvent, autofit, crossValidate, split, table } from "../../src/index.ts";

const folder = mkdtempSync(join(tmpdir(), "kaviar-autofit-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Two numbers, one of them sometimes missing, a category, an id and a constant: the class is told by the first two. */
const made = (rows: number, seed: number) => {
  const random = seededRandom(seed);
  return table(
    Array.from({ length: rows }, (_, i) => {
      const [a, b] = [random() * 4 - 2, random() * 4 - 2];
      const plan = ["basic", "pro", "team"][Math.floor(random() * 3)]!;
      const is = a * a + b + (plan === "pro" ? 1 : 0) + (random() - 0.5) > 1.5;
      return {
        id: `c-${1000 + i}`,
        a: i % 11 === 3 ? null : a,
        b,
        plan,
        where: "here",
        churned: is ? "yes" : "no",
        paid: 3 * a + b,
      };
    }),
  );
};

const train = made(160, 1);
const options = { target: "churned", preset: "quick", folds: 3, seed: 1 } as const;
const results = async (workers: number) => {
  const run = autofit(train.without("paid"), { ...options, budget: { evaluations: 14 }, workers });
  const events: AutofitEvent[] = [];
  for await (const event of run) events.push(event);
  return { ...(await run), events };
};

const plain = ({ leaderboard }: Awaited<ReturnType<typeof results>>) =>
  leaderboard.map(({ trial, words, scores, complexity, work }) => ({ trial, words, scores, complexity, work }));

describe("autofit", () => {
  const one = results(1);

  it("finds the same with one worker and with two, bit for bit", async () => {
    const [a, b] = [await one, await results(2)];
    expect(plain(b)).toEqual(plain(a));
    expect(b.ensemble?.members.map(({ weight }) => weight)).toEqual(a.ensemble?.members.map(({ weight }) => weight));
    expect(b.holdout?.predicted).toEqual(a.holdout?.predicted);
  }, 60_000);

  it("says what it leaves out, tries, scores and does", async () => {
    const { events, notes, leaderboard, failures, stopped } = await one;
    expect(notes).toContain("`id` is left out: it is an id.");
    expect(notes).toContain("`where` is left out: it is the same in every row.");
    const kinds = events.map(({ kind }) => kind);
    expect(kinds[0]).toBe("read");
    expect(kinds.filter((kind) => kind === "trying").length).toBe(14);
    expect(kinds.filter((kind) => kind === "scored").length).toBe(leaderboard.length);
    expect(leaderboard.length + failures.length + stopped).toBe(14);
    expect(kinds.at(-1)).toBe("finishing");
  }, 60_000);

  it("scores pipelines, and the ensemble, as crossValidate does", async () => {
    const { leaderboard, ensemble, model, repeats } = await one;
    const seen = split(train.without("paid", "id", "where"), { target: "churned", test: 0.2, seed: 1 }).train;
    const scoresOf = async (pipeline: Member, repeats: number) => {
      const given = { target: "churned", folds: 3, repeats, seed: 1, metrics: [rocAuc] };
      return (await crossValidate(pipeline, seen, given)).folds.map((fold) => fold.rocAuc);
    };
    // Finalists stand first, and were scored on five deals of the folds; the others on one.
    const deals = leaderboard.map(({ scores }) => scores.length / 3);
    expect(repeats).toBe(5);
    expect(new Set(deals)).toEqual(new Set([5, 1]));
    expect([...deals].sort((a, b) => b - a)).toEqual(deals);
    for (const { pipeline, scores } of [...leaderboard.slice(0, 2), ...leaderboard.slice(-2)])
      expect(await scoresOf(pipeline, scores.length / 3)).toEqual(scores);
    const together = (await scoresOf(ensemble!.pipeline, 5)) as number[];
    expect(together).toEqual(ensemble!.scores);
    expect(meanOf(together)).toBe(ensemble!.score);
    expect(model.inputs.map(({ name }) => name)).toEqual(["a", "b", "plan"]);
  }, 60_000);

  it("is better than the majority on rows that it has not seen, and so is its file", async () => {
    const { model, holdout } = await one;
    const test = made(300, 2);
    const { logLoss: loss } = await model.evaluate(test, { metrics: [logLoss] });
    expect(loss).toBeLessThan(0.5);
    expect(holdout!.rows).toBe(32);
    expect(holdout!.compared.map(({ name }) => name).slice(0, 3)).toEqual(["dummy", "linear", "single"]);
    const session = await openSession(await model.toOnnx());
    expect(session).toBeDefined();
    expect((await model.probabilities([{ a: null, b: 2, plan: "new" }])).values.length).toBe(2);
  }, 60_000);

  it("takes the simplest that is good enough, where that is asked for", async () => {
    const given = { ...options, folds: 2, prefer: "simple", budget: { evaluations: 9 } } as const;
    const { chosen, single, ensemble, leaderboard, notes, study } = await autofit(train.without("paid"), given);
    await study.close();
    const [best] = leaderboard;
    expect({ chosen, ensemble }).toEqual({ chosen: "single", ensemble: undefined });
    expect(single.score).toBeGreaterThanOrEqual(best!.score - best!.std / Math.sqrt(2));
    for (const { score, scores, complexity } of leaderboard)
      if (scores.length > 2 && score >= best!.score - best!.std / Math.sqrt(2))
        expect(complexity).toBeGreaterThanOrEqual(single.complexity);
    expect(notes.some((note) => note.includes("simplest within one standard error"))).toBe(single !== best);
  }, 60_000);

  it("searches for numbers too, and goes on where a study stands", async () => {
    const given = {
      target: "paid",
      preset: "tiny",
      folds: 3,
      seed: 1,
      holdout: "none",
      storage: `sqlite:${join(folder, "study.db")}`,
      name: "paid",
      folder: join(folder, "search"),
    } as const;
    const first = await autofit(train.without("churned"), { ...given, budget: { evaluations: 4 } });
    await first.study.close();
    expect(first.holdout).toBeUndefined();
    const second = await autofit(train.without("churned"), { ...given, budget: { evaluations: 7 } });
    expect(second.study.trials.length).toBe(7);
    // Finalists have a folder of their own while they are scored: of each process another.
    expect(readdirSync(given.folder).filter((name) => name.startsWith("finals"))).toEqual([]);
    const fresh = await autofit(train.without("churned"), { ...given, storage: "memory", budget: { evaluations: 7 } });
    expect(second.leaderboard.map(({ scores }) => scores)).toEqual(fresh.leaderboard.map(({ scores }) => scores));
    await second.study.close();
    const { rmse: error } = await fresh.model.evaluate(made(200, 3), { metrics: [rmse] });
    expect(error).toBeLessThan(1.7);
  }, 60_000);

  it("survives parts that hang, that take all memory and that end their process", async () => {
    const run = await autofit(train.without("paid"), {
      ...options,
      preset: "tiny",
      budget: { time: "9s" },
      grammar: new URL("./hostile-grammar.mjs", import.meta.url),
    });
    const failed = run.failures.map(({ words }) => words).join("; ");
    for (const name of ["endless", "greedy", "leaving"]) expect(failed).toContain(name);
    expect(run.model.task).toBe("classes");
    expect(run.failures.find(({ words }) => words.includes("leaving"))!.error).toBe(
      "its process ended with exit code 3",
    );
  }, 60_000);

  it("keeps to a template", async () => {
    const { leaderboard, failures, stopped } = await autofit(train.without("paid"), {
      ...options,
      preset: "tiny",
      budget: { evaluations: 6 },
      grammar: { template: "Scaler-Classifier" },
    });
    expect(leaderboard.length + stopped).toBe(6);
    expect(failures).toEqual([]);
    for (const { words } of leaderboard)
      expect(words).toMatch(/→ ((scale|robust|minMax|maxAbs|power|quantile\(\w+\)) → )?[a-zA-Z]+(\([^)]*\))?$/);
  }, 60_000);

  it("ends when it is told to, with what it has", async () => {
    const stop = new AbortController();
    const run = autofit(train.without("paid"), {
      ...options,
      preset: "tiny",
      budget: { time: "10m" },
      signal: stop.signal,
    });
    for await (const event of run) if (event.kind === "scored" && event.evaluated >= 3) stop.abort();
    const { ended, leaderboard } = await run;
    expect(ended).toBe("the signal was aborted");
    expect(leaderboard.length).toBeGreaterThanOrEqual(2);
  }, 60_000);
});

describe("autofit refuses", () => {
  it.each([
    [{ target: "gone" }, "gone"],
    [
      { target: "churned", budget: { time: "soon" } },
      'A time is a number of milliseconds, or text such as "60s": got "soon"',
    ],
    [{ target: "churned", budget: { evaluations: 3, time: "3s" } }, "{ evaluations: 300 } or { time"],
    [{ target: "churned", metric: "auc" }, "a metric of @kaviar/nn"],
    [{ target: "churned", presets: "best" }, "preset"],
    [
      { target: "churned", grammar: { parts: { mine: { role: "model", make: () => undefined } } } },
      "`mine` is made by one",
    ],
    [{ target: "where" }, "A classifier tells classes apart"],
    [{ target: "paid", calibrate: true }, "Probabilities of classes are calibrated: `paid` is numbers."],
    [{ target: "paid", threshold: "f1" }, "A threshold decides between two classes: `paid` is numbers."],
    [{ target: "plan", threshold: "f1" }, "A threshold decides between two classes: `plan` has 3 classes."],
    [{ target: "churned", threshold: "rocAuc" }, "threshold"],
  ])("%o", async (given, says) => {
    const run = async () => autofit(train, { folds: 3, budget: { evaluations: 2 }, ...given } as never);
    await expect(run()).rejects.toThrow(says);
  });
});
