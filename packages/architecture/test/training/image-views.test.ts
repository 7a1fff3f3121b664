import { tensor } from "@kaviar/tensor";
import { expect, it } from "vitest";
import { imageViews } from "../../src/training/image-views.ts";

const x = tensor([
  [
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
  ],
]);

const seen = (name: keyof typeof imageViews) =>
  Promise.all(imageViews[name].map(async (view) => Array.from(await view(x).data())));

it("looks at an image as it is and mirrored", async () => {
  expect(await seen("mirror images")).toEqual([
    [1, 2, 3, 4, 5, 6],
    [3, 2, 1, 6, 5, 4],
  ]);
});

it("looks at it a pixel further down, up, right and left", async () => {
  expect(await seen("shifts by a pixel")).toEqual([
    [1, 2, 3, 4, 5, 6],
    [1, 2, 3, 1, 2, 3],
    [4, 5, 6, 4, 5, 6],
    [1, 1, 2, 4, 4, 5],
    [2, 3, 3, 5, 6, 6],
  ]);
});
