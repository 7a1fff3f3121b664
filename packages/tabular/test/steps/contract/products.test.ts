import { expect, it } from "vitest";
import { interactions, pipeline, polynomial, ridge, table } from "../../../src/index.ts";

const rows = table({ a: [1, 2, 3, 4], b: [2, 1, 0, 5], y: [1, 5, 2, 9] });

it("names products of products so that no two columns have one name", async () => {
  const model = await pipeline(polynomial(), polynomial(), ridge()).fit(rows, { target: "y" });
  const { columns } = await model.transform(rows);
  expect(new Set(columns).size).toBe(columns.length);
  expect(columns).toHaveLength(20);
  expect(columns).toContain("a^2 (2)");
  expect((await model.toOnnx()).length).toBeGreaterThan(0);
});

it("does so for interactions of what interactions made", async () => {
  const { columns } = await (await pipeline(interactions(), interactions()).fit(rows, { target: "y" })).transform(rows);
  expect(columns).toEqual(["a", "b", "a*b", "a*b (2)", "a*a*b", "b*a*b"]);
});
