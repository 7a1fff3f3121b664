import { readFileSync } from "node:fs";
import {
  median,
  type Pruner,
  patient,
  percentile,
  successiveHalving,
  threshold,
  type Verdict,
  wilcoxon,
} from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { bracketShares } from "../../src/pruners/hyperband.ts";
import { signedRankP } from "../../src/pruners/wilcoxon/signed-rank.ts";
import { boardOf } from "./board.ts";

interface Case {
  pruner: string;
  options: Record<string, number>;
  direction: "minimize" | "maximize";
  obedient: boolean;
  curves: [step: number, value: number | "NaN"][][];
  verdicts: string[];
}

/** Recorded with record.py beside it. */
const recorded = JSON.parse(readFileSync(new URL("optuna.json", import.meta.url), "utf8")) as {
  cases: Case[];
  signedRank: { differences: number[]; p: number }[];
  brackets: { least: number; most: number; factor: number; shares: number[] }[];
};

const makers: Record<string, (options: Record<string, number>) => Pruner> = {
  percentile: ({ p = 50, ...options }) => percentile(p, options),
  patient: ({ median: inner, patience = 0, minDelta = 0 }) =>
    patient(inner ? median() : undefined, { patience, minDelta }),
  threshold: (options) => threshold(options),
  wilcoxon: (options) => wilcoxon(options),
  successiveHalving: (options) => successiveHalving(options),
};

/** What our rule says to the curves, in the order in which Optuna's was asked. */
const replay = ({ pruner, options, direction, obedient, curves }: Case): string[] => {
  const rule = makers[pruner]!(options);
  const board = boardOf([direction]);
  return curves.map((curve, number) => {
    const sign = direction === "minimize" ? 1 : -1;
    board.place(number, "running");
    let said = "";
    for (const [step, stated] of curve) {
      const value = stated === "NaN" ? Number.NaN : sign * stated;
      const verdict: Verdict = board.report(rule, number, step, [value]);
      said += verdict.stop ? "1" : "0";
      if (verdict.stop && obedient) break;
    }
    const values = curve.map(([, value]) => (value === "NaN" ? Number.NaN : sign * value));
    if (said.endsWith("1") && obedient) board.place(number, "pruned");
    else if (values.length === 0 || values.some(Number.isNaN)) board.place(number, "failed");
    else board.place(number, "complete", [values.reduce((sum, value) => sum + value, 0) / values.length]);
    return said;
  });
};

describe("the pruners say what Optuna 5's say", () => {
  for (const [i, each] of recorded.cases.entries())
    it(`${each.pruner} ${JSON.stringify(each.options)}, ${each.direction}, recording ${i}`, () => {
      expect(replay(each)).toEqual(each.verdicts);
      expect(each.verdicts.join("")).toContain("0");
    });
});

it("the signed-rank test has SciPy's p-values, exact to 50 differences and with ties to 13, normal above", () => {
  for (const { differences, p } of recorded.signedRank) expect(signedRankP(differences)).toBeCloseTo(p, 10);
});

it("hyperband shares its trials among the brackets as Optuna does", () => {
  for (const { least, most, factor, shares } of recorded.brackets)
    expect(bracketShares(least, most, factor)).toEqual(shares);
});
