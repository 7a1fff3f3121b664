import type { Pruner } from "@kaviar/tune";
import * as tune from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { prunerConformance } from "../../src/conformance.ts";

/** The names of all functions of the package that make a pruner. */
type PrunerName = {
  [Name in keyof typeof tune]: (typeof tune)[Name] extends (...given: never[]) => infer Made
    ? tune.Pruner extends Made
      ? Name
      : never
    : never;
}[keyof typeof tune];

const { asha, median } = tune;

/** Each pruner as it comes, or in the settings that it is most itself in: one that is left out does not compile. */
const pruners: Readonly<Record<PrunerName | "bohb", Readonly<Record<string, () => Pruner>>>> = {
  asha: { "asha()": () => asha({ reductionFactor: 2 }) },
  bohb: { "bohb().pruner": () => tune.bohb().pruner },
  diverging: { "diverging()": () => tune.diverging({ patience: 2 }) },
  hyperband: {
    "hyperband()": () => tune.hyperband(),
    "hyperband({ maxResource: 9 })": () => tune.hyperband({ maxResource: 9, reductionFactor: 2 }),
  },
  median: {
    "median()": () => median(),
    "median({ startupTrials: 0, interval: 3 })": () => median({ startupTrials: 0, interval: 3 }),
  },
  patient: {
    "patient(undefined)": () => tune.patient(undefined, { patience: 2 }),
    "patient(median())": () => tune.patient(median({ startupTrials: 1 }), { patience: 1, minDelta: 0.1 }),
    "patient(asha())": () => tune.patient(asha(), { patience: 0 }),
  },
  percentile: { "percentile(25)": () => tune.percentile(25, { startupTrials: 1, warmupSteps: 2, minReports: 2 }) },
  plateau: { "plateau()": () => tune.plateau({ patience: 2 }) },
  successiveHalving: {
    "successiveHalving()": () => tune.successiveHalving(),
    "successiveHalving({ minResource: 1, bootstrapCount: 2 })": () =>
      tune.successiveHalving({ minResource: 1, reductionFactor: 2, bootstrapCount: 2 }),
  },
  threshold: { "threshold()": () => tune.threshold({ lower: -0.8, upper: 0.8 }) },
  wilcoxon: { "wilcoxon()": () => tune.wilcoxon({ p: 0.3 }) },
};

for (const [name, make] of Object.values(pruners).flatMap(Object.entries<() => Pruner>))
  describe(`${name} as a pruner`, () => {
    for (const { name: fact, run } of prunerConformance) it(fact, () => run(make));
  });

describe("the conformance suite", () => {
  const verdicts = (judge: Pruner["judge"], promote?: Pruner["promote"]) => async () => {
    const failed: string[] = [];
    for (const { name, run } of prunerConformance)
      await run(() => ({ name: "x", judge, ...(promote && { promote }) })).catch(() => failed.push(name));
    return failed;
  };
  it("finds a rule that gives no reason", async () => {
    expect(await verdicts(() => ({ stop: true, why: "" }))()).toContain(prunerConformance[1]!.name);
  });
  it("finds one with a memory", async () => {
    let count = 0;
    const rule: Pruner["judge"] = () => (count++ % 2 ? { stop: true, why: "odd" } : { stop: false });
    expect(await verdicts(rule)()).toContain("has no memory: a fresh one, and one asked before, say the same");
  });
  it("finds one that looks at the order of the others", async () => {
    const rule: Pruner["judge"] = ({ others }) =>
      (others[0]?.number ?? 0) > 3 ? { stop: true, why: "order" } : { stop: false };
    expect(await verdicts(rule)()).toEqual(["says the same in whatever order the other trials come"]);
  });
  it("finds one that changes what it reads, and one that promotes whom it may not", async () => {
    const changing: Pruner["judge"] = ({ curve }) => {
      (curve.values as Map<number, number>).clear();
      return { stop: false };
    };
    expect(await verdicts(changing)()).toEqual(["leaves what it reads as it was"]);
    const found = await verdicts(
      () => ({ stop: false }),
      (curves) => curves[0]?.number,
    )();
    expect(found).toHaveLength(1);
  });
});
