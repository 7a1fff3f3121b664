import { compile, type DType, type Tensor, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";

const integers = ["int32", "int64", "uint32"] as const satisfies readonly DType[];
const whole = async (x: { data(): Promise<ArrayLike<number | bigint>> }) => Array.from(await x.data(), Number);

describe("integers", () => {
  it.each(integers)("of %s divided by 0 give 0, quotient and remainder, as in NumPy", async (dtype) => {
    const x = tensor([7, 0, 5], { dtype });
    const zeros = tensor([0, 0, 2], { dtype });
    expect(await whole(x.floorDiv(zeros))).toEqual([0, 0, 2]);
    expect(await whole(x.mod(zeros))).toEqual([0, 0, 1]);
    for (const y of [0, 1, 2]) {
      const halved = [7, 0, 5].map((each) => (y === 0 ? 0 : Math.floor(each / y)));
      expect(await whole(x.floorDiv(y))).toEqual(halved);
      expect(await whole(compile((x: Tensor<typeof dtype>) => x.floorDiv(y))(x))).toEqual(halved);
    }
  });

  // The processor's division traps there, and would end the process.
  it("wrap where the quotient does not fit: −2³¹ / −1 is −2³¹", async () => {
    const x = tensor([-(2 ** 31), 7], { dtype: "int32" });
    expect(await whole(x.floorDiv(-1))).toEqual([-(2 ** 31), -7]);
    expect(await whole(x.mod(tensor([-1, -1], { dtype: "int32" })))).toEqual([0, 0]);
    const long = tensor(new BigInt64Array([-(2n ** 63n)]));
    expect(await long.floorDiv(-1).item()).toBe(-(2n ** 63n));
  });

  it("are divided downwards, with a remainder of the divisor's sign", async () => {
    const x = tensor([7, -7, 7, -7], { dtype: "int32" });
    const y = tensor([2, 2, -2, -2], { dtype: "int32" });
    expect(await whole(x.floorDiv(y))).toEqual([3, -4, -4, 3]);
    expect(await whole(x.mod(y))).toEqual([1, 1, -1, -1]);
  });

  it("wrap around when they overflow", async () => {
    expect(
      await tensor([2 ** 31 - 1], { dtype: "int32" })
        .add(1)
        .item(),
    ).toBe(-(2 ** 31));
    expect(
      await tensor([2 ** 32 - 1], { dtype: "uint32" })
        .add(2)
        .item(),
    ).toBe(1);
    expect(await tensor([1], { dtype: "uint32" }).sub(2).item()).toBe(2 ** 32 - 1);
    expect(
      await tensor([2 ** 32 - 1, 3], { dtype: "uint32" })
        .sum()
        .item(),
    ).toBe(2);
  });

  it("of int64 keep all 63 bits", async () => {
    const x = tensor([2n ** 62n + 1n], { dtype: "int64" });
    expect(await x.add(x.neg()).add(5).item()).toBe(5n);
    expect(await x.sub(1).item()).toBe(2n ** 62n);
  });

  it("are never NaN and always finite; rounding leaves them as they are", async () => {
    const x = tensor([1, -2], { dtype: "int32" });
    expect(await x.isNaN().array()).toEqual([false, false]);
    expect(await x.isFinite().array()).toEqual([true, true]);
    for (const name of ["floor", "ceil", "round"] as const) expect(x[name]()).toBe(x);
  });

  it("are cut off towards 0 from floats", async () => {
    expect(await whole(tensor([1.9, -1.9, 0.5]).cast("int32"))).toEqual([1, -1, 0]);
  });
});
