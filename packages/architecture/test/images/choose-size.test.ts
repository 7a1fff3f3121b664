import { describe, expect, it } from "vitest";
import { chooseSize, type Size } from "../../src/images/choose-size.ts";

const many = (size: Size, count = 9): Size[] => Array.from({ length: count }, () => size);

describe("chooseSize", () => {
  it("leaves small images of one size as they are", () => {
    expect(chooseSize(many([28, 28]), 70_000)).toEqual([28, 28]);
    expect(chooseSize(many([64, 17]), 10)).toEqual([64, 17]);
  });

  it("makes photos the smaller the more there are", () => {
    const side = (images: number) => chooseSize(many([600, 600]), images)[0];
    expect([100, 2_000, 2_001, 10_000, 20_000, 1e6].map(side)).toEqual([96, 96, 64, 64, 48, 32]);
  });

  it("keeps the shape that images have, but for the narrowest", () => {
    expect(chooseSize(many([480, 640]), 10_000)).toEqual([56, 72]);
    expect(chooseSize([...many([480, 640]), ...many([640, 480])], 10_000)).toEqual([72, 56]);
    expect(chooseSize(many([50, 5000]), 10_000)).toEqual([48, 88]);
  });

  it("does not blow images up", () => {
    expect(chooseSize([...many([40, 40]), [39, 40]], 100)).toEqual([40, 40]);
    expect(
      chooseSize(
        [
          [1, 1],
          [2, 2],
        ],
        2,
      ),
    ).toEqual([8, 8]);
  });
});
