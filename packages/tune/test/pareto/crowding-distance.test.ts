import { crowdingDistance } from "@kaviar/tune";
import { describe, expect, it } from "vitest";

describe("crowding distance", () => {
  it("is the side of the box between the neighbours, over the range", () => {
    expect([...crowdingDistance([[0, 4], [1, 1], [4, 0], [2, 0.5]])]).toEqual([Infinity, 2 / 4 + 3.5 / 4, Infinity, 3 / 4 + 1 / 4]); // biome-ignore format: a table
  });

  it("passes over objectives without a finite range", () => {
    expect([...crowdingDistance([[0, 7], [1, 7], [2, 7]])][1]).toBe(1); // biome-ignore format: a table
    expect([...crowdingDistance([[0, -Infinity], [1, 0], [2, Infinity]])][1]).toBe(1); // biome-ignore format: a table
  });
});
