import fc from "fast-check";
import { expect, it } from "vitest";
import type { DynamicCode, TrainingFinding } from "../../src/doctor/contract/finding.ts";
import { rules } from "../../src/doctor/rules/index.ts";
import { withoutEffects } from "../../src/doctor/without-effects.ts";

const codes = Object.keys(rules) as DynamicCode[];

const finding = (code: DynamicCode, since: number, severity: "problem" | "note"): TrainingFinding<DynamicCode> => ({
  code,
  severity,
  since,
  evidence: "",
  explanation: "",
  remedies: [],
});

const codesOf = (findings: readonly TrainingFinding[]): string[] => findings.map(({ code }) => code);

it("never ends in silence where there were problems, and says problems first", () => {
  const some = fc.uniqueArray(
    fc.record({
      code: fc.constantFrom(...codes),
      since: fc.integer({ min: 0, max: 4 }),
      severity: fc.constantFrom("problem" as const, "note" as const),
    }),
    { selector: ({ code }) => code, maxLength: 12 },
  );
  fc.assert(
    fc.property(some, (drawn) => {
      const listed = codes.flatMap((code) => drawn.filter((each) => each.code === code));
      const found = listed.map(({ code, since, severity }) => finding(code, since, severity));
      const kept = withoutEffects(found);
      const isProblem = ({ severity }: TrainingFinding) => severity === "problem";
      expect(kept.some(isProblem)).toBe(found.some(isProblem));
      expect(kept.length > 0).toBe(found.length > 0);
      expect(kept.map(isProblem)).toEqual(kept.map(isProblem).toSorted((a, b) => Number(b) - Number(a)));
      expect(new Set(codesOf(kept)).size).toBe(kept.length);
    }),
    { numRuns: 500 },
  );
});

it("takes what was there first for the cause of two that bring about each other", () => {
  const rate = finding("rate-too-high", 76, "problem");
  const heavy = finding("underfitting", 0, "problem");
  expect(codesOf(withoutEffects([rate, heavy]))).toEqual(["underfitting"]);
  expect(
    codesOf(withoutEffects([finding("rate-too-high", 0, "problem"), finding("underfitting", 76, "problem")])),
  ).toEqual(["rate-too-high"]);
  // At once: as the rules list them.
  expect(
    codesOf(withoutEffects([finding("rate-too-high", 5, "problem"), finding("underfitting", 5, "problem")])),
  ).toEqual(["rate-too-high"]);
});

it("leaves out what a problem brings about, and keeps a problem that a note would explain", () => {
  const plateau = finding("plateau", 9, "problem");
  expect(codesOf(withoutEffects([finding("saddle", 4, "problem"), plateau]))).toEqual(["saddle"]);
  expect(codesOf(withoutEffects([finding("saddle", 4, "note"), plateau]))).toEqual(["plateau", "saddle"]);
});
