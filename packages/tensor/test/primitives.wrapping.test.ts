import { compile, data, einsum, full, type Tensor, tensor } from "@kaviar/tensor";
import { range } from "@kaviar/tensor/values/shape";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

type Whole = "int32" | "int64" | "uint32";
type Matrix = Tensor<Whole>;
type Rows = readonly (readonly bigint[])[];

const wrapped: Record<Whole, (x: bigint) => bigint> = {
  int32: (x) => BigInt.asIntN(32, x),
  int64: (x) => BigInt.asIntN(64, x),
  uint32: (x) => BigInt.asUintN(32, x),
};

const plus = (a: bigint, b: bigint) => a + b;
const times = (a: bigint, b: bigint) => a * b;
const columns = (rows: Rows): Rows => range(rows[0]!.length).map((j) => rows.map((row) => row[j]!));
const totals = (row: readonly bigint[]) => row.map((_, j) => row.slice(0, j + 1).reduce(plus, 0n));
const product = (a: Rows, b: Rows) =>
  a.map((row) => columns(b).map((column) => row.map((x, k) => x * column[k]!).reduce(plus)));

/** Whatever adds or multiplies integers up, with what it gives in whole numbers of any size. */
const accumulations: Readonly<Record<string, readonly [(x: Matrix) => Matrix, (x: Rows) => readonly bigint[]]>> = {
  "the sum": [(x) => x.sum(), (x) => [x.flat().reduce(plus)]],
  "sums of columns": [(x) => x.sum(0), (x) => columns(x).map((column) => column.reduce(plus))],
  "sums of rows": [(x) => x.sum(1, { keepDims: true }), (x) => x.map((row) => row.reduce(plus))],
  "sums along axes that are apart": [
    (x) =>
      x
        .reshape([1, ...x.shape, 1])
        .broadcastTo([2, ...x.shape, 2])
        .sum([0, 2]),
    (x) => x.flatMap((row) => [2n * row.reduce(plus), 2n * row.reduce(plus)]),
  ],
  "the product": [(x) => x.prod(), (x) => [x.flat().reduce(times)]],
  "products of columns": [(x) => x.prod(0), (x) => columns(x).map((column) => column.reduce(times))],
  "products of rows": [(x) => x.prod(-1), (x) => x.map((row) => row.reduce(times))],
  "running sums": [(x) => x.cumsum(1), (x) => x.flatMap(totals)],
  "running sums from the back": [
    (x) => x.cumsum(1, { reverse: true }),
    (x) => x.flatMap((row) => totals(row.toReversed()).toReversed()),
  ],
  "a matrix product": [(x) => x.matmul(x.transpose()), (x) => product(x, columns(x)).flat()],
  einsum: [(x) => einsum("ij,kj->ik", x, x) as Matrix, (x) => product(x, columns(x)).flat()],
  "scattered sums": [
    (x) =>
      x.slice([0, 1]).scatterAdd(
        tensor(
          range(x.shape[0]!).map(() => 0),
          { dtype: "int32" },
        ),
        x,
      ),
    (x) => columns(x).map((column) => column.reduce(plus) + column[0]!),
  ],
  squares: [(x) => x.mul(x), (x) => x.flat().map((each) => each * each)],
};

const powers: typeof accumulations = {
  "the 7th power": [(x) => x.pow(7), (x) => x.flat().map((each) => each ** 7n)],
};

const bits: Record<Whole, number> = { int32: 31, int64: 63, uint32: 32 };

const matrices = (dtype: Whole) => {
  const most = 2n ** BigInt(bits[dtype]) - 1n;
  const element = fc.oneof(
    fc.bigInt({ min: dtype === "uint32" ? 0n : -most - 1n, max: most }),
    fc.constantFrom(most, 3n),
  );
  return fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
    .chain(([rows, width]) =>
      fc.array(fc.array(element, { minLength: width, maxLength: width }), { minLength: rows, maxLength: rows }),
    );
};

const asTensor = (rows: Rows, dtype: Whole): Matrix => {
  const numbers = rows.flat();
  return tensor(dtype === "int64" ? numbers : numbers.map(Number), {
    shape: [rows.length, rows[0]!.length],
    dtype,
  }) as Matrix;
};

const found = (elements: ArrayLike<number | bigint>) => Array.from(elements, BigInt);

describe.each(["int32", "int64", "uint32"] as const)("%s", (dtype) => {
  const all = Object.values(dtype === "uint32" ? accumulations : { ...accumulations, ...powers });
  const names = Object.keys(dtype === "uint32" ? accumulations : { ...accumulations, ...powers });

  it(`wraps around in ${names.join(", ")}`, async () => {
    await fc.assert(
      fc.asyncProperty(matrices(dtype), async (rows) => {
        const x = asTensor(rows, dtype);
        const results = await data(compile((x: Matrix) => all.map(([f]) => f(x)))(x));
        all.forEach(([, wanted], i) => expect(found(results[i]!), names[i]).toEqual(wanted(rows).map(wrapped[dtype])));
      }),
      { seed: 2, numRuns: 15 },
    );
  });

  it("wraps around where the compiler knows the numbers", async () => {
    const most = 2n ** BigInt(bits[dtype]) - 1n;
    const rows = [0, 1, 2].map(() => [most, most]);
    const known = full([3, 2], (dtype === "int64" ? most : Number(most)) as never, { dtype }) as Matrix;
    const results = await data(compile(() => all.map(([f]) => f(known)))());
    all.forEach(([, wanted], i) => expect(found(results[i]!), names[i]).toEqual(wanted(rows).map(wrapped[dtype])));
  });
});

describe("int64", () => {
  it("is exact where float64 is not", async () => {
    expect(
      await tensor([2n ** 53n + 1n, 5n], { dtype: "int64" })
        .sum()
        .item(),
    ).toBe(2n ** 53n + 6n);
    expect(await full([39], 3, { dtype: "int64" }).mul(1).prod().item()).toBe(3n ** 39n);
  });

  it("is compared exactly where both numbers are known", async () => {
    const [a, b] = [2n ** 53n + 1n, 2n ** 53n].map((each) => full([2], each as never, { dtype: "int64" }));
    expect(await compile(() => a!.equal(b!))().array()).toEqual([false, false]);
  });
});
