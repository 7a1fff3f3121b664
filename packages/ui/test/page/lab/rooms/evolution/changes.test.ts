import { expect, it } from "vitest";
import { changesOf } from "../../../../../page/lab/rooms/evolution/changes.ts";

const part = (words: string) => ({ kind: words.split("(")[0]!, words, role: "transformer" });
const parts = (...words: readonly string[]) => words.map(part);

const told = (...[own, mother, father]: Parameters<typeof changesOf>) => {
  const { parts, gone } = changesOf(own, mother, father);
  return [...parts.map(({ words, change }) => `${change} ${words}`), ...gone.map((kind) => `gone ${kind}`)];
};

it("who has no parents has no changes", () => {
  expect(told(parts("impute", "kNearest(k 3)"), undefined)).toEqual(["first impute", "first kNearest(k 3)"]);
});

it("what is put in is new, what is taken out is gone, and other values are said to be others", () => {
  const mother = parts("impute", "pca(share 0.9)", "kNearest(k 3)");
  expect(told(parts("impute", "scale", "pca(share 0.9)", "kNearest(k 3)"), mother)).toEqual([
    ...["kept impute", "new scale", "kept pca(share 0.9)", "kept kNearest(k 3)"],
  ]);
  expect(told(parts("impute", "kNearest(k 4)"), mother)).toEqual(["kept impute", "changed kNearest(k 4)", "gone pca"]);
});

it("what comes from the other parent is told from what is new, and from what stood in its place", () => {
  const mother = parts("impute", "scale", "kNearest(k 3)");
  const father = parts("impute", "minMax", "lda(shrinkage 0.1)");
  expect(told(parts("impute", "scale", "lda(shrinkage 0.1)"), mother, father)).toEqual([
    ...["kept impute", "kept scale", "crossed lda(shrinkage 0.1)", "gone kNearest"],
  ]);
  expect(told(parts("impute", "kNearest(k 9)"), parts("impute", "kNearest(k 3)"), parts("kNearest(k 9)"))).toEqual([
    ...["kept impute", "crossed kNearest(k 9)"],
  ]);
});

it("of two alike each is counted once", () => {
  expect(told(parts("scale", "scale", "lda"), parts("scale", "lda"))).toEqual(["kept scale", "new scale", "kept lda"]);
});
