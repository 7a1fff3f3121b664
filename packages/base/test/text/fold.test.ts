import { expect, it } from "vitest";
import { fold } from "../../src/text/fold.ts";

it("leaves a line that fits, and folds a longer one at its spaces, set further in", () => {
  expect(fold("  one two", 10)).toEqual(["  one two"]);
  expect(fold("  one two three four", 12)).toEqual(["  one two", "    three", "    four"]);
});

it("never breaks a word, however long", () => {
  expect(fold("a bbbbbbbbbb c", 5)).toEqual(["a", "  bbbbbbbbbb", "  c"]);
});
