import { afterAll, beforeAll, expect, it } from "vitest";
import { planOf } from "../../src/agents/plan-of.ts";

const before = { ...process.env };
beforeAll(() => {
  Object.assign(process.env, { PGPASSWORD: "s3cret", AWS_SECRET_ACCESS_KEY: "other s3cret", AWS_PROFILE: "lab" });
});
afterAll(() => {
  process.env = before;
});

it("hands an agent the keys of a bucket where its study or its data are in one, and in its environment only", () => {
  const plan = (...places: string[]) => planOf("digits", "postgres://db/x", { on: "kubernetes", nodes: 2 }, 1, places);
  expect(plan("s3://lab/digits").environment).toMatchObject({
    PGPASSWORD: "s3cret",
    AWS_SECRET_ACCESS_KEY: "other s3cret",
  });
  expect(plan("s3://lab/digits").environment).not.toHaveProperty("AWS_PROFILE");
  expect(plan("/shared", "s3://lab/clicks.parquet").environment).toHaveProperty("AWS_SECRET_ACCESS_KEY");
  for (const places of [[], ["/shared"]])
    expect(plan(...places).environment).not.toHaveProperty("AWS_SECRET_ACCESS_KEY");
  const { environment: _, ...rest } = plan("s3://lab/digits");
  expect(JSON.stringify(rest)).not.toContain("s3cret");
});
