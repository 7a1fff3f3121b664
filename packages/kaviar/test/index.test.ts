import { expect, it } from "vitest";
import { nn, tabular, tensor, tune } from "../src/index.ts";

it("re-exports the packages as namespaces: `log` is an operation on tensors, and a scale of a space", () => {
  expect(typeof nn.adam).toBe("function");
  expect(typeof tabular.readTable).toBe("function");
  expect(tensor.log).not.toBe(tune.log);
  expect(tune.log(1e-5, 1).parameter).toMatchObject({ kind: "domain", domain: { scale: "log" } });
});
