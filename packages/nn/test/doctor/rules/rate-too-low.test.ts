import { dense, fit, momentum, relu, sequential, sgd, sparseSoftmaxCrossEntropy } from "@kaviar/nn";
import { expect, it } from "vitest";
import { digits } from "../hospital/data.ts";

it("does not take a net that long steps have killed for one that steps too short", async () => {
  const data = digits(600, true);
  const model = sequential(dense(32), relu, dense(10));
  for (const optimizer of [sgd({ rate: 10 }), sgd({ rate: 30 }), momentum({ rate: 30 })]) {
    const { findings } = await fit(model, data, { loss: sparseSoftmaxCrossEntropy, optimizer, epochs: 8 });
    const codes = findings.filter(({ severity }) => severity === "problem").map(({ code }) => code);
    expect(codes).not.toContain("rate-too-low");
    expect(codes.some((code) => ["rate-too-high", "dying-relu"].includes(code))).toBe(true);
  }
});
