import { cards } from "@kaviar/tune";
import { expect, it } from "vitest";

it("the index knows TPE", () => {
  const card = cards().find((each) => each.export === "tpe");
  expect(card).toMatchObject({ kind: "sampler", name: "Tree-structured Parzen estimator" });
});
