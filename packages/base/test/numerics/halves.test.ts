import { describe, expect, it } from "vitest";
import { fromBrain, fromHalf, toHalf } from "../../src/numerics/halves.ts";

const all = Array.from({ length: 2 ** 16 }, (_, bits) => bits);
const isNumber = (bits: number): boolean => !Number.isNaN(fromHalf(bits));

describe("numbers of 16 bits", () => {
  it("come back to the bit, all that there are", () => {
    expect(all.filter((bits) => isNumber(bits) && toHalf(fromHalf(bits)) !== bits)).toEqual([]);
    expect(toHalf(Number.NaN)).toBe(0x7e00);
  });

  it("are the nearest, of two the even one", () => {
    const positive = all.filter((bits) => bits < 0x7bff);
    const between = (bits: number, share: number) => {
      const [low, high] = [fromHalf(bits), fromHalf(bits + 1)];
      return toHalf(low + share * (high - low));
    };
    expect(positive.filter((bits) => between(bits, 0.49) !== bits)).toEqual([]);
    expect(positive.filter((bits) => between(bits, 0.51) !== bits + 1)).toEqual([]);
    expect(positive.filter((bits) => between(bits, 0.5) !== bits + (bits % 2))).toEqual([]);
    expect([toHalf(65519), toHalf(65520), toHalf(-1e9)]).toEqual([0x7bff, 0x7c00, 0xfc00]);
  });

  it("of bfloat16 are the upper half of a float32", () => {
    expect([0x3f80, 0xc000, 0x7f80, 0x0001].map(fromBrain)).toEqual([1, -2, Infinity, 2 ** -133]);
  });
});
