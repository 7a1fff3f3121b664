import { closest, didYouMean } from "@kaviar/base/check";
import { expect, it } from "vitest";

it.each([
  ["relo", ["relu", "gelu", "selu"], "relu"],
  ["Relu", ["relu"], "relu"],
  ["rleu", ["relu"], "relu"],
  ["bathcSize", ["batchSize", "epochs"], "batchSize"],
  ["x", ["epochs"], undefined],
  ["x", ["y"], undefined],
  ["id", ["is"], undefined],
  ["ID", ["id"], "id"],
  ["aeg", ["age"], "age"],
  ["x", [], undefined],
])("the nearest of %s among %j is %s", (word, names, near) => {
  expect(closest(word, names)).toBe(near);
});

it("asks back, or says what there is", () => {
  expect(didYouMean("digts", ["digits"], "There is digits.")).toBe("Did you mean digits?");
  expect(didYouMean("zebra", ["digits"], "There is digits.")).toBe("There is digits.");
  expect(didYouMean("digts", ["digits"], "", (name) => `\`${name}\``)).toBe("Did you mean `digits`?");
});
