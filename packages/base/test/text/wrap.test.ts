import { wrap } from "@kaviar/base/text";
import { expect, it } from "vitest";

const words = ["rate 0.1", "", "units 32", "depth 3", "drop 0.5"];

it("puts words on a line while they fit", () => {
  expect(wrap(words, 18, 3)).toEqual(["rate 0.1  units 32", "depth 3  drop 0.5"]);
});

it("says that there is more than so many lines show", () => {
  expect(wrap(words, 8, 2)).toEqual(["rate 0.1", "units 32 …"]);
});
