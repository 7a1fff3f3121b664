import { expect, it } from "vitest";
import { suggest } from "../../src/learning/suggestions.ts";
import { topics } from "../../src/learning/topics.ts";

const all = await topics();

it("a slip of the pen is the name it is nearest to", () => {
  expect(suggest(all, "vanishing-gradeint").named[0]).toBe("vanishing-gradient");
  expect(suggest(all, "leakyrelo").named[0]).toBe("leakyRelu");
});

it("a part of a name is all that have it", () => {
  expect(suggest(all, "shrink").named).toEqual(expect.arrayContaining(["hardShrink", "softShrink", "tanhShrink"]));
});

it("words of a text are what they are said of", () => {
  expect(suggest(all, "ravines").told).toEqual(expect.arrayContaining(["momentum", "gradientDescent"]));
});

it("a word that is nowhere is nothing, nor is a letter", () => {
  expect(suggest(all, "zebra")).toEqual({ named: [], told: [] });
  expect(suggest(all, "a")).toEqual({ named: [], told: [] });
});

it("a function that no topic is about is where it is at work", () => {
  expect(suggest(all, "rateRange").told).toEqual(["learning-rate"]);
});
