import { concatenate } from "@kaviar/base/numerics";
import { expect, it } from "vitest";

it("puts arrays of one kind behind one another", () => {
  expect(concatenate(Int32Array, [Int32Array.of(1, -2), Int32Array.of(), Int32Array.of(3)])).toEqual(
    Int32Array.of(1, -2, 3),
  );
  expect(concatenate(Uint8Array, [])).toEqual(new Uint8Array());
});
