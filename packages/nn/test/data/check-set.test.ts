import { tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { dense, sequential } from "../../src/layers/index.ts";
import { sparseSoftmaxCrossEntropy } from "../../src/losses/index.ts";
import { fit } from "../../src/training/index.ts";
import { line, plain, x, y } from "../training/line.ts";

describe("targets", () => {
  it("are looked at before the first step", async () => {
    const labels = y.map((_, i) => (i === 7 ? 3.5 : i % 3));
    await expect(fit(sequential(dense(3)), { x, y: labels }, { loss: sparseSoftmaxCrossEntropy })).rejects.toThrow(
      /integers in \[0, 3\): got 3\.5 at row 7/,
    );
    const nan = tensor(
      Float32Array.from({ length: 10 }, (_, i) => (i === 4 ? Number.NaN : 1)),
      { shape: [10, 1] },
    );
    await expect(fit(line, { x: nan, y }, plain)).rejects.toThrow(/x must hold finite numbers: got NaN at row 4 of 10/);
    await expect(fit(line, { x, y: nan }, plain)).rejects.toThrow(/finite numbers: got NaN at row 4/);
  });
});
