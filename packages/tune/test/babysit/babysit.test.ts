import {
  type BabysitEvent,
  type BabysitOptions,
  babysit,
  diverging,
  median,
  plateau,
  type WatchedRun,
} from "@kaviar/tune";
import { describe, expect, it } from "vitest";

type Nudged = Extract<BabysitEvent, { kind: "nudged" }>;
type Ended = Extract<BabysitEvent, { kind: "ended" }>;

/** ½ · 10 · w² by gradient steps: stable below a rate of 0.2, fastest at 0.1. */
const bowl = (rate: number, w = 1): WatchedRun<number> & { at(): number } => ({
  settings: { rate },
  step: (settings) => {
    w -= settings.rate! * 10 * w;
    return 5 * w * w;
  },
  save: () => w,
  restore: (kept) => {
    w = kept;
  },
  at: () => w,
});

const halve = { rate: (rate: number) => rate / 2 };

const watch = async (run: WatchedRun<number>, options: BabysitOptions) => {
  const events: BabysitEvent[] = [];
  for await (const event of babysit(run, options)) events.push(event);
  return {
    events,
    nudges: events.filter((event): event is Nudged => event.kind === "nudged"),
    reports: events.filter((event) => event.kind === "report"),
    end: events.at(-1) as Ended,
  };
};

describe("babysit", () => {
  it("halves a rate at which a quadratic diverges until it does not: 0.5, 0.25, 0.125 < 0.2", async () => {
    const { nudges, end } = await watch(bowl(0.5), { steps: 30, nudges: halve });
    const why = "it got worse 3 times in a row, and is worse than where it began";
    expect(nudges).toEqual([
      { kind: "nudged", step: 3, backTo: 1, rule: "diverging", why, setting: "rate", before: 0.5, after: 0.25 },
      { kind: "nudged", step: 3, backTo: 1, rule: "diverging", why, setting: "rate", before: 0.25, after: 0.125 },
    ]);
    expect(end).toMatchObject({ why: "it took its 30 steps", settings: { rate: 0.125 }, nudges: 2 });
    // From the first step's w = 1 − 5 = −4, each of 29 steps takes a quarter: w = −4 · (−¼)²⁹.
    expect(end.best!.value).toBeCloseTo(5 * (4 * 0.25 ** 29) ** 2, 40);
  });

  it("goes on from the saved state: the step after a nudge starts where the best one ended", async () => {
    const seen: number[] = [];
    let w = 8;
    const run: WatchedRun<number> = {
      settings: { rate: 1 },
      step: ({ rate }, step) => {
        seen.push(w);
        w = step === 2 && rate === 1 ? Number.NaN : w / 2;
        return w;
      },
      save: () => w,
      restore: (kept) => {
        w = kept;
      },
    };
    const { nudges, reports } = await watch(run, { steps: 4, nudges: halve });
    expect(seen).toEqual([8, 4, 2, 2, 1]);
    expect(reports.map((event) => event.step)).toEqual([0, 1, 2, 2, 3]);
    expect(nudges).toMatchObject([{ step: 2, backTo: 2, rule: "finite", why: "it reported NaN at step 2" }]);
  });

  it("lowers the rate on a plateau: |w| by steps of 1 swings, by halves of halves it comes down", async () => {
    const abs = (): WatchedRun<number> => {
      let w = Math.PI;
      return {
        settings: { rate: 1 },
        step: ({ rate }) => {
          w -= rate! * Math.sign(w);
          return Math.abs(w);
        },
        save: () => w,
        restore: (kept) => {
          w = kept;
        },
      };
    };
    const rules = [plateau({ patience: 2 })];
    const { end, nudges } = await watch(abs(), { steps: 60, nudges: halve, rules, tries: 10 });
    expect(end.best!.value).toBeLessThan(1e-3);
    expect(new Set(nudges.map(({ rule }) => rule))).toEqual(new Set(["plateau"]));
    // Unwatched, the distance of π from a whole number is as low as it gets.
    expect(Math.PI - 3).toBeGreaterThan(0.14);
  });

  it("changes one setting at a time, in the order given, and skips one that its nudge leaves alone", async () => {
    const run = { ...bowl(2), settings: { rate: 2, clip: 1, floor: 1 } };
    const { nudges } = await watch(run, {
      steps: 20,
      nudges: { rate: (rate) => rate / 2, clip: (clip) => clip / 4, floor: (floor) => Math.max(floor, 1) },
    });
    expect(nudges.map(({ setting, before, after }) => [setting, before, after])).toEqual([
      ["rate", 2, 1],
      ["clip", 1, 0.25],
      ["rate", 1, 0.5],
      ["rate", 0.5, 0.25],
      ["clip", 0.25, 0.0625],
      ["rate", 0.25, 0.125],
    ]);
  });

  it("listens to any pruner: median sees that earlier runs were better at this step", async () => {
    const peers = [1, 2, 3, 4, 5].map((far) => [0, 1, 2].map((step) => ({ step, values: [far / (step + 1)] })));
    let w = 10;
    const run = { settings: { rate: 1 }, step: () => w--, save: () => w, restore: () => {} };
    const { nudges } = await watch(run, { steps: 3, nudges: halve, rules: [median()], peers });
    expect(nudges[0]).toMatchObject({ rule: "median", step: 0, backTo: 0 });
  });

  it("watches what is maximized as the mirror image of what is minimized", async () => {
    const run = bowl(0.5);
    const mirrored = { ...run, step: async (settings: never, step: number) => -(await run.step(settings, step)) };
    const { nudges } = await watch(mirrored, { steps: 30, nudges: halve, direction: "maximize" });
    expect(nudges.map(({ after }) => after)).toEqual([0.25, 0.125]);
  });
});

describe("babysit ends", () => {
  it("when nudges lead to nothing better, with the best state restored", async () => {
    const run = bowl(1e6, 1);
    const { end, nudges } = await watch(run, { steps: 50, nudges: halve, tries: 3 });
    expect(nudges).toHaveLength(3);
    expect(end.why).toBe(
      "3 nudges led to nothing better: it got worse 3 times in a row, and is worse than where it began",
    );
    expect(run.at()).toBe(1 - 1e7);
  });

  it("when no nudge changes anything", async () => {
    const { end } = await watch(bowl(0.5), { steps: 50, nudges: { rate: (rate) => Math.max(rate, 0.5) } });
    expect(end.why).toMatch(/^no nudge changes a setting: it got worse/);
  });

  it("at the target, when the signal is aborted, when the time is over, and when the loop is left", async () => {
    expect((await watch(bowl(0.15), { steps: 50, nudges: halve, target: 0.01 })).end.why).toBe(
      "it reached the target 0.01",
    );
    const aborted = await watch(bowl(0.15), { steps: 50, nudges: halve, signal: AbortSignal.abort() });
    expect(aborted.events).toMatchObject([{ kind: "ended", why: "the signal was aborted", best: undefined }]);
    const slow = { ...bowl(0.15), step: () => new Promise<number>((resolve) => setTimeout(resolve, 20, 1)) };
    expect((await watch(slow, { steps: 50, nudges: halve, timeout: 10 })).end.why).toBe("the time of 10 ms is over");
    let steps = 0;
    const counting = { ...bowl(0.15), step: () => 1 / ++steps };
    for await (const event of babysit(counting, { steps: 50, nudges: halve })) if (event.kind === "saved") break;
    expect(steps).toBe(1);
  });

  it("with the error that a step throws", async () => {
    const broken = {
      ...bowl(0.1),
      step: () => {
        throw new Error("no such file");
      },
    };
    await expect(watch(broken, { steps: 5, nudges: halve })).rejects.toThrow("no such file");
  });
});

it("checks what it is given", async () => {
  const wrong: [string, Partial<BabysitOptions>][] = [
    ["`steps` of babysit must be a whole number ≥ 1: got 0.", { steps: 0 }],
    ["a finite number: got `clip` = undefined; it has rate.", { nudges: { clip: (clip) => clip / 2 } }],
    ["babysit needs at least one nudge: got none.", { nudges: {} }],
    ["A nudge gives a finite number: got NaN for `rate` = 0.5.", { nudges: { rate: () => Number.NaN } }],
  ];
  for (const [message, options] of wrong)
    await expect(watch(bowl(0.5), { steps: 9, nudges: halve, ...options })).rejects.toThrow(message);
});

it("diverging leaves a run alone that swings, or that is bad but falls", () => {
  const stops = (losses: readonly number[]) =>
    diverging().judge({
      number: 0,
      step: losses.length - 1,
      curve: {
        number: 0,
        state: "running",
        values: new Map(losses.entries()),
        value: undefined,
        attempt: 1,
        resumable: false,
      },
      others: [],
      values: [losses.at(-1)!],
      directions: ["minimize"],
      seed: 0,
    }).stop;
  expect(stops([1, 2, 3, 4])).toBe(true);
  expect(stops([1, 2, 3])).toBe(false);
  expect(stops([1, 9, 2, 8, 3, 7])).toBe(false);
  expect(stops([9, 1, 2, 3, 4])).toBe(false);
});

it("a plateau is no better value for a while, also where the value stands still", () => {
  const stops = (losses: readonly number[]) =>
    plateau({ patience: 2 }).judge({
      number: 0,
      step: losses.length - 1,
      curve: {
        number: 0,
        state: "running",
        values: new Map(losses.entries()),
        value: undefined,
        attempt: 1,
        resumable: false,
      },
      others: [],
      values: [losses.at(-1)!],
      directions: ["minimize"],
      seed: 0,
    }).stop;
  expect(
    [
      [1, 1],
      [1, 1, 1],
      [1, 2, 0.5],
      [1, 2, 0.5, 1, 0.5],
      [1, 2, 0.5, 1, 0.4],
    ].map(stops),
  ).toEqual([false, true, false, true, false]);
});
