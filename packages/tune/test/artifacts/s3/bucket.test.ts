import { expect, it } from "vitest";
import { partOf } from "../../../src/artifacts/s3/bucket.ts";

it("takes a prefix as it is written, and ends it with a slash", () => {
  expect(partOf("s3://lab")).toEqual({ bucket: "lab", prefix: "" });
  expect(partOf("s3://lab/")).toEqual({ bucket: "lab", prefix: "" });
  expect(partOf("s3://lab.x-1/a b/100%25/é+/")).toEqual({ bucket: "lab.x-1", prefix: "a b/100%25/é+/" });
});

it.each([
  "s3://",
  "s3:/lab",
  "s3://La_b/x",
  "s3://lab/../other",
  "s3://lab/a//b",
  "s3://lab/./a",
  "s3://lab/a?versions",
  "s3://lab/a#b",
  "s3://lab/a\nb",
  "s3://key:s3cret@lab/x",
])("refuses %j, and repeats no password", (given) => {
  expect(() => partOf(given)).toThrow(expect.objectContaining({ code: "bad-artifacts" }));
  expect(() => partOf(given)).not.toThrow("s3cret");
});
