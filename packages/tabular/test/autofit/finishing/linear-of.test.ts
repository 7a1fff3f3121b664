import { expect, it } from "vitest";
import { linearOf } from "../../../src/autofit/finishing/linear-of.ts";
import type { Candidate } from "../../../src/autofit/result.ts";

const candidate = (trial: number, name: string, operator: string): Candidate =>
  ({ trial, pipeline: { model: { name } }, origin: { operator, parents: [] } }) as unknown as Candidate;

it("is the best one that the search began with: a child may have bent columns before a linear model", () => {
  const child = candidate(9, "logisticRegression", "insert");
  const first = candidate(3, "logisticRegression", "portfolio");
  const second = candidate(1, "ridge", "portfolio");
  expect(linearOf([child, candidate(2, "boosting", "portfolio"), first, second])).toBe(first);
  expect(linearOf([child])).toBeUndefined();
});
