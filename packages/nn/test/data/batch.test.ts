import { arange } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { batchOf } from "../../src/data/batch.ts";
import { createDataSet } from "../../src/data/data-set.ts";

describe("a data set's batch", () => {
  it("holds weights only where there are some", () => {
    expect(Object.keys(batchOf(createDataSet({ x: arange(3).reshape([3, 1]), y: [1, 2, 3] })))).toEqual(["x", "y"]);
  });
});
