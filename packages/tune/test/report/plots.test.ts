import { choice, createStudy, float, int, log, oneMinusLog, plots, random, type Study } from "@kaviar/tune";
import { describe, expect, it } from "vitest";

/** Tells values one after another, in the order given. */
const told = async (
  directions: readonly ("minimize" | "maximize")[],
  values: readonly (readonly number[] | "failed")[],
): Promise<Study> => {
  const study = await createStudy({ sampler: random(), seed: 1, directions });
  const space = { x: float(0, 1), k: int(1, 4) };
  for (const each of values) {
    const trial = await study.ask(space);
    await study.tell(trial, each === "failed" ? { failed: "no" } : each);
  }
  return study;
};

const marked = (all: readonly { readonly trial: number; readonly feasible: boolean }[]): boolean =>
  all.every(({ trial, feasible }) => feasible === (trial !== 3)) && all.some(({ trial }) => trial === 3);

/** How each plot shows that trial 3 is infeasible: a plot that is new has to say, or it does not compile. */
const infeasible: Readonly<Record<keyof typeof plots, (history: Study["history"]) => boolean>> = {
  contour: (history) => {
    const { points, grid } = plots.contour(history, ["x", "y"]);
    return marked(points) && grid.values.flat().every((value) => value === undefined || value >= 0);
  },
  edf: (history) => {
    const { points } = plots.edf(history);
    return points.every(({ value }) => value >= 0) && points.at(-1)!.share === 11 / 12;
  },
  hypervolumeHistory: (history) => plots.hypervolumeHistory(history).points.every(({ trial }) => trial !== 3),
  intermediateValues: (history) => marked(plots.intermediateValues(history).curves),
  optimizationHistory: (history) => {
    const { points, best } = plots.optimizationHistory(history);
    return marked(points) && best.every(({ trial }) => trial !== 3);
  },
  parallelCoordinates: (history) => marked(plots.parallelCoordinates(history).lines),
  paretoPlot: (history) =>
    plots.paretoPlot(history).points.every(({ trial, front }) => (front === undefined) === (trial === 3)),
  rank: (history) => {
    const { points } = plots.rank(history, ["x", "y"]);
    return marked(points) && points.find(({ trial }) => trial === 3)!.rank === 1;
  },
  slice: (history) => marked(plots.slice(history, "x").points),
  timeline: (history) => marked(plots.timeline(history).bars),
};

describe("plots", () => {
  it("history: the best so far changes where a better value came, failed trials left out", async () => {
    const study = await told(["maximize"], [[1], "failed", [0], [5], [5], [Infinity], [7]]);
    const { points, best } = plots.optimizationHistory(study.history);
    expect(points.map(({ trial }) => trial)).toEqual([0, 2, 3, 4, 6]);
    expect(best).toEqual([
      { trial: 0, value: 1 },
      { trial: 3, value: 5 },
      { trial: 6, value: 7 },
    ]);
  });

  it("edf: of 1, 2, 2, 4 a quarter is ≤ 1, three quarters ≤ 2, all ≤ 4", async () => {
    const study = await told(["minimize"], [[2], [1], [4], [2]]);
    expect(plots.edf(study.history).points).toEqual([
      { value: 1, share: 0.25 },
      { value: 2, share: 0.75 },
      { value: 4, share: 1 },
    ]);
  });

  it("rank: from 0 for the best to 1 for the worst, ties share", async () => {
    const study = await told(["minimize"], [[3], [1], [3], [9], [2]]);
    expect(plots.rank(study.history, ["x", "k"]).points.map(({ rank }) => rank)).toEqual([0.625, 0, 0.625, 1, 0.25]);
  });

  it("slice and contour: axes on the parameters' scales, a point for each trial in which they were active", async () => {
    const study = await createStudy({ sampler: random(), seed: 1 });
    const space = {
      rate: log(1e-4, 1),
      momentum: oneMinusLog(0.9, 0.999),
      kind: choice({ a: { depth: int(1, 5) }, b: {} }),
    };
    await study.optimize(space, ({ rate, kind }) => rate + (kind.kind === "a" ? kind.depth : 0), { trials: 60 });
    const inA = study.history.trials.filter((trial) => trial!.params.kind === "a").length;
    const depth = plots.slice(study.history, "kind.a.depth");
    expect(depth.points.length).toBe(inA);
    expect(depth.x).toEqual({ label: "kind.a.depth", scale: "linear", low: 1, high: 5, whole: true });
    expect(plots.slice(study.history, "rate").x).toEqual({ label: "rate", scale: "log", low: 1e-4, high: 1 });
    expect(plots.slice(study.history, "momentum").x.scale).toBe("oneMinusLog");
    expect(plots.slice(study.history, "kind").x).toMatchObject({ scale: "category", categories: ["a", "b"] });
    const { grid, points } = plots.contour(study.history, ["rate", "kind.a.depth"]);
    expect(points.length).toBe(inA);
    expect([grid.ys, grid.xs.length, grid.values.length]).toEqual([[1, 2, 3, 4, 5], 32, 5]);
    // Depth adds 1 to 5, the rate at most 1: every column rises.
    const middle = grid.values.map((row) => row[16]!);
    expect([...middle].sort((a, b) => a - b)).toEqual(middle);
    expect(() => plots.slice(study.history, "nothing")).toThrow('got "nothing"');
  });

  it("parallel coordinates: a gap where a parameter was not active, the value last", async () => {
    const study = await createStudy({ sampler: random(), seed: 2 });
    const space = { kind: choice({ a: { u: float(0, 1) }, b: {} }) };
    await study.optimize(space, ({ kind }) => (kind.kind === "a" ? kind.u : 7), { trials: 20 });
    const { axes, lines } = plots.parallelCoordinates(study.history);
    expect(axes.map(({ label }) => label)).toEqual(["kind", "kind.a.u", "value"]);
    for (const { values } of lines) expect(values[2]).toBe(values[0] === "a" ? values[1] : 7);
    expect(lines.some(({ values }) => values[1] === undefined)).toBe(true);
  });

  it("Pareto: the front of (1, 4), (2, 2), (3, 3), (4, 1) is all but (3, 3)", async () => {
    const study = await told(["minimize", "minimize"], [[1, 4], [2, 2], [3, 3], "failed", [4, 1]]);
    expect(plots.paretoPlot(study.history).points.map(({ front }) => front)).toEqual([0, 0, 1, 0]);
  });

  it("hypervolume: (1, 4), (2, 2), (4, 1) below (5, 5) dominate 4, then 10, then 11", async () => {
    const study = await told(
      ["minimize", "minimize"],
      [
        [1, 4],
        [2, 2],
        [3, 3],
        [4, 1],
      ],
    );
    // 4·1; + (5 − 2)(4 − 2) = 6; + (5 − 4)(2 − 1) = 1.
    expect(plots.hypervolumeHistory(study.history, { reference: [5, 5] }).points).toEqual([
      { trial: 0, hypervolume: 4 },
      { trial: 1, hypervolume: 10 },
      { trial: 3, hypervolume: 11 },
    ]);
    const flipped = await told(
      ["maximize", "minimize"],
      [
        [-1, 4],
        [-2, 2],
        [-3, 3],
        [-4, 1],
      ],
    );
    const { points, reference } = plots.hypervolumeHistory(flipped.history, { reference: [-5, 5] });
    expect([points.at(-1)!.hypervolume, reference]).toEqual([11, [-5, 5]]);
  });

  it("learning curves: by step, NaN left out, pruned trials too", async () => {
    const study = await createStudy({ sampler: random(), seed: 3 });
    await study.optimize(
      { x: float(0, 1) },
      async (_, trial) => {
        for (const [step, value] of [
          [2, 5],
          [0, 9],
          [1, Number.NaN],
        ] as const)
          await trial.report(value, step);
        return 1;
      },
      { trials: 2 },
    );
    expect(plots.intermediateValues(study.history).curves[1]).toEqual({
      trial: 1,
      state: "complete",
      feasible: true,
      points: [
        { step: 0, value: 9 },
        { step: 2, value: 5 },
      ],
    });
  });

  it("timeline: three trials at once take three lanes, and none overlaps in its lane", async () => {
    const study = await createStudy({ sampler: random(), seed: 4 });
    const nap = () => new Promise<number>((resolve) => setTimeout(resolve, 5, 1));
    await study.optimize({ x: float(0, 1) }, nap, { trials: 9, concurrency: 3 });
    const { bars, lanes } = plots.timeline(study.history);
    expect([bars.length, lanes]).toEqual([9, 3]);
    for (const bar of bars)
      for (const other of bars)
        if (other.trial > bar.trial && other.lane === bar.lane) expect(other.from).toBeGreaterThanOrEqual(bar.to);
  });

  it.each(Object.keys(plots) as (keyof typeof plots)[])(
    "%s: a trial that breaks its constraints is not the best",
    async (plot) => {
      const directions = ["minimize", "maximize"] as const;
      const study = await createStudy({ sampler: random(), seed: 5, directions });
      // Trial 3 beats all others in both objectives, and breaks a constraint.
      await study.optimize(
        { x: float(0, 1), y: float(0, 1) },
        async ({ x, y }, trial) => {
          await trial.report([x, y], 0);
          await trial.constraint("limit", trial.number === 3 ? 0.1 : -1);
          return trial.number === 3 ? [-100, 100] : [x, y];
        },
        { trials: 12 },
      );
      expect(infeasible[plot](study.history)).toBe(true);
    },
  );

  it("an empty study has empty plots", async () => {
    const { history } = await createStudy();
    expect(plots.optimizationHistory(history).points).toEqual([]);
    expect(plots.edf(history).points).toEqual([]);
    expect(plots.timeline(history)).toMatchObject({ bars: [], lanes: 0 });
    expect(plots.parallelCoordinates(history).lines).toEqual([]);
    expect(plots.paretoPlot(history).points).toEqual([]);
  });
});
