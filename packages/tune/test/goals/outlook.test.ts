import { describe, expect, it } from "vitest";
import { type Goal, outlooksOf, type TrialRecord } from "../../src/index.ts";

const minute = 60_000;
const now = 1_000 * minute;
const goal = (limits: Partial<Goal>): Goal => ({ owner: "o", began: now - 60 * minute, slots: 1, ...limits });

/** A trial that ended so many minutes ago. */
const ended = (number: number, ago: number, rest: Partial<TrialRecord> = {}): TrialRecord => ({
  number,
  state: "complete",
  params: {},
  dimensions: [],
  attributes: {},
  constraints: {},
  attempt: 1,
  values: [number],
  finishedAt: now - ago * minute,
  toldIn: number + 1,
  ...rest,
});

/** 240 trials, 20 of them in the last five minutes, which is 4 a minute; every fourth failed. */
const trials = Array.from({ length: 240 }, (_, i) =>
  ended(i, i < 220 ? 30 : 1, i % 4 === 3 ? { state: "failed" } : {}),
);

const parts = (limits: Partial<Goal>, of: readonly (TrialRecord | undefined)[] = trials) =>
  outlooksOf([goal(limits)], of, ["minimize"], now).flatMap((outlook) => outlook.parts);

describe("outlooksOf", () => {
  it("tells the time that is left by how many trials ended in the last five minutes", () => {
    expect(parts({ trials: 2_000 })).toEqual(["240 of 2,000 trials, about 7 hours left"]);
    expect(parts({ trials: 288 })).toEqual(["240 of 288 trials, about 12 minutes left"]);
    expect(parts({ trials: 242 })).toEqual(["240 of 242 trials, about a minute left"]);
    expect(parts({ trials: 50_000 })).toEqual(["240 of 50,000 trials, about 9 days left"]);
    expect(parts({ complete: 300 })).toEqual(["180 of 300 complete trials, about 40 minutes left"]);
  });

  it("counts from where the first run began, when that was less than five minutes ago", () => {
    const goals = [goal({ trials: 300, began: now - 2 * minute }), goal({ trials: 300, began: now })];
    expect(outlooksOf(goals, trials, ["minimize"], now)).toEqual([
      { parts: ["240 of 300 trials, about 6 minutes left"] },
    ]);
  });

  it("says nothing of the time where no trial ended lately, where all are there, and where clocks cannot be right", () => {
    expect(parts({ trials: 300 }, trials.slice(0, 220))).toEqual(["220 of 300 trials"]);
    expect(parts({ trials: 240 })).toEqual(["240 of 240 trials"]);
    expect(parts({ trials: 300, began: now + minute })).toEqual(["240 of 300 trials"]);
    expect(parts({ trials: 10 }, [undefined, ended(1, 1, { state: "running" })])).toEqual(["0 of 10 trials"]);
  });

  it("has every limit of a run, and the moment that its time is over", () => {
    const limits = { trials: 242, target: 0.5, patience: 50, timeout: 90 * minute };
    expect(outlooksOf([goal(limits)], trials, ["maximize"], now)).toEqual([
      {
        parts: [
          "240 of 242 trials, about a minute left",
          "until 0.5 or more is reached",
          "stops after 50 trials without a better one: 1 so far",
        ],
        until: now + 30 * minute,
      },
    ]);
    expect(parts({ target: 0.5, patience: 1 }, [])).toEqual([
      "until 0.5 or less is reached",
      "stops after 1 trial without a better one",
    ]);
  });

  it("counts what ended after the best by the order of the ends, as the rule does", () => {
    const late = ended(0, 1, { values: [-1], toldIn: 100 });
    const after = [ended(1, 1, { toldIn: 99 }), ended(2, 1, { toldIn: 101, state: "pruned" }), late];
    expect(parts({ patience: 9 }, after)).toEqual(["stops after 9 trials without a better one: 1 so far"]);
  });

  it("has one for runs that aim at the same, and none for those without a limit", () => {
    const goals = [goal({ trials: 300 }), goal({ trials: 300, owner: "p" }), goal({ trials: 500 }), goal({})];
    expect(outlooksOf(goals, trials, ["minimize"], now).map((outlook) => outlook.parts[0])).toEqual([
      "240 of 300 trials, about 15 minutes left",
      "240 of 500 trials, about 65 minutes left",
    ]);
    expect(outlooksOf([goal({})], trials, ["minimize"], now)).toEqual([]);
  });
});
