import { concat, data, key, loop, normal, presences, scan, stack, type Tensor, tensor, zeros } from "@kaviar/tensor";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const [rows, steps, features] = [2, 4, 3];
const mask = tensor(
  [
    [true, true, false, false],
    [true, true, true, false],
  ],
  { dtype: "bool" },
);
const other = tensor(
  [
    [false, true, true, false],
    [true, true, false, true],
  ],
  { dtype: "bool" },
);
const x = normal(key(1), [rows, steps, features]);

/** The mask of what f makes of x, as rows of 1 and 0. */
const through = async (f: (x: Tensor) => Tensor): Promise<number[][] | undefined> => {
  const there = presences();
  there.say(x, mask);
  const own = there.of(f(x), 2);
  return own && ((await own.cast("float32").array()) as number[][]);
};
const itself = [
  [1, 1, 0, 0],
  [1, 1, 1, 0],
];

describe("a mask follows the axis of steps", () => {
  const weights = normal(key(2), [features, 5]);
  const kept: Record<string, (x: Tensor) => Tensor> = {
    "through what works element by element": (x) =>
      x
        .mul(2)
        .add(zeros([features]))
        .tanh()
        .greater(0)
        .cast("float32"),
    "through products with matrices": (x) => x.matmul(weights),
    "through rows that are stacked and parted again": (x) =>
      x
        .reshape([rows * steps, features])
        .matmul(weights)
        .reshape([rows, steps, 5]),
    "through heads": (x) => x.reshape([rows, steps, 3, 1]).transpose([0, 2, 1, 3]).mul(2).transpose([0, 2, 1, 3]),
    "to the front and back": (x) => x.transpose([1, 0, 2]).mul(3).transpose([1, 0, 2]),
    "through sums over features": (x) => x.sum(-1),
    "through sums that keep the axis": (x) => x.max(-1, { keepDims: true }),
    "through one feature": (x) => x.slice(null, null, 1),
    "through a softmax and a sum up to each step": (x) => x.softmax(-1).cumsum(1),
    "through features side by side": (x) => concat([x, zeros([rows, steps, 1])], -1),
    "through a normalization": (x) => x.sub(x.mean(-1, { keepDims: true })).div(x.std(-1, { keepDims: true })),
    "through windows of as many steps": (x) =>
      x
        .transpose([0, 2, 1])
        .conv1d(zeros([5, features, 3]), { padding: "same" })
        .transpose([0, 2, 1]),
    "through a scan over its steps": (x) =>
      scan(
        (sum: Tensor, row: Tensor) => [sum.add(row), sum] as [Tensor, Tensor],
        zeros([rows, features]),
        x.transpose([1, 0, 2]),
      )[1].transpose([1, 0, 2]),
    "as the mask of queries, when it looks at other steps": (x) =>
      x
        .matmul(normal(key(3), [rows, 7, features]).transpose([0, 2, 1]))
        .softmax(-1)
        .matmul(normal(key(4), [rows, 7, 2])),
    "through axes laid together and parted again": (x) =>
      x
        .reshape([rows, steps * features])
        .mul(2)
        .reshape([rows, steps, features]),
    "through views of views": (x) => x.expandDims(0).squeeze(0).transpose([0, 2, 1]).transpose([0, 2, 1]).mul(1.5),
  };
  it.each(Object.entries(kept))("%s", async (_, f) => expect(await through(f)).toEqual(itself));

  it("cut, turned, put together and chosen as the steps are", async () => {
    expect(await through((x) => x.slice(null, [1, 4]))).toEqual([
      [1, 0, 0],
      [1, 1, 0],
    ]);
    expect(await through((x) => x.flip(1))).toEqual([
      [0, 0, 1, 1],
      [0, 1, 1, 1],
    ]);
    expect(await through((x) => x.slice(null, [3, 0, -1]))).toEqual([
      [0, 0, 1],
      [0, 1, 1],
    ]);
    expect(
      await through((x) =>
        x.pad([
          [0, 0],
          [1, 0],
          [0, 0],
        ]),
      ),
    ).toEqual([
      [1, 1, 1, 0, 0],
      [1, 1, 1, 1, 0],
    ]);
    expect(await through((x) => concat([zeros([rows, 1, features]), x], 1))).toEqual([
      [1, 1, 1, 0, 0],
      [1, 1, 1, 1, 0],
    ]);
    expect(await through((x) => x.gather(tensor([3, 0], { dtype: "int32" }), 1))).toEqual([
      [0, 1],
      [0, 1],
    ]);
    expect(await through((x) => x.split([1, 3], 1)[1]!)).toEqual([
      [1, 0, 0],
      [1, 1, 0],
    ]);
    expect(await through((x) => x.slice([1, 2]))).toEqual([[1, 1, 1, 0]]);
  });

  it("through the rows of a table that numbers choose", async () => {
    const numbers = tensor(
      [
        [1, 2, 0, 0],
        [1, 1, 2, 0],
      ],
      { dtype: "int32" },
    );
    const there = presences();
    there.say(numbers, mask);
    expect(
      await there
        .of(normal(key(1), [3, 6]).gather(numbers), 2)!
        .cast("float32")
        .array(),
    ).toEqual(itself);
  });

  it.each<[string, (x: Tensor) => Tensor]>([
    ["summed over", (x) => x.sum(1)],
    ["laid out beside the features", (x) => x.reshape([rows, steps * features])],
    ["behind the features", (x) => x.transpose([0, 2, 1])],
    ["of another length", (x) => x.transpose([0, 2, 1]).maxPool1d(2, { stride: 2 }).transpose([0, 2, 1])],
    ["multiplied away", (x) => x.transpose([0, 2, 1]).matmul(x)],
    ["sorted", (x) => x.sort(1)],
    ["stretched from one step", (x) => x.slice(null, [0, 1]).broadcastTo([rows, steps, features])],
    ["carried through a loop", (x) => loop(2, x, (sum: Tensor) => sum.add(1))],
  ])("and ends where that axis is %s", async (_, f) => expect(await through(f)).toBeUndefined());
});

describe("two masks", () => {
  const y = normal(key(5), [rows, steps, features]);
  const both = async (f: (x: Tensor, y: Tensor) => Tensor) => {
    const there = presences();
    there.say(x, mask);
    there.say(y, other);
    return there.of(f(x, y), 2)?.cast("float32").array();
  };

  it("hold together where tensors meet element by element or side by side", async () => {
    const and = [
      [0, 1, 0, 0],
      [1, 1, 0, 0],
    ];
    expect(await both((x, y) => x.mul(y))).toEqual(and);
    expect(await both((x, y) => concat([x, y], 2))).toEqual(and);
    expect(await both((x, y) => x.greater(0).where(y, x))).toEqual(and);
    expect(await both((x, y) => stack([x, y], 2).sum(2))).toEqual(and);
  });

  it("are put end to end where tensors are", async () => {
    expect(await both((x, y) => concat([x, y], 1))).toEqual([
      [1, 1, 0, 0, 0, 1, 1, 0],
      [1, 1, 1, 0, 1, 1, 0, 1],
    ]);
  });

  it("stay apart in a product of all pairs: the rows have the left one's, the columns the right one's", async () => {
    const pairs = (x: Tensor, y: Tensor) => x.matmul(y.transpose([0, 2, 1]));
    expect(await both(pairs)).toEqual(itself);
    expect(await both((x, y) => pairs(x, y).transpose([0, 2, 1]))).toEqual([
      [0, 1, 1, 0],
      [1, 1, 0, 1],
    ]);
  });

  it("and what a tensor was said to be stays so, whatever it was computed from", async () => {
    const there = presences();
    there.say(x, mask);
    const y = x.mul(2);
    there.say(y, undefined);
    expect(there.of(y.add(1), 2)).toBeUndefined();
    expect(there.of(y.add(x), 2)).toBe(mask);
  });
});

it("a place that is there does not change with what is not, through any row of operations that keep steps apart", async () => {
  const operations: ((x: Tensor) => Tensor)[] = [
    (x) => x.tanh(),
    (x) => x.add(x.sum(-1, { keepDims: true })),
    (x) => x.flip(1),
    (x) => x.slice(null, [0, x.shape[1]!, 2]),
    (x) =>
      x
        .transpose([1, 0, 2])
        .reshape([-1, x.shape[2]!])
        .softmax(-1)
        .reshape([x.shape[1]!, x.shape[0]!, -1])
        .transpose([1, 0, 2]),
    (x) => concat([x, x.flip(1)], 1),
    (x) => concat([x, x.flip(1)], 2),
    (x) =>
      x.pad([
        [0, 0],
        [1, 1],
        [0, 0],
      ]),
    (x) => x.matmul(normal(key(9), [x.shape[2]!, 3])),
    (x) => x.mul(x.flip(1)),
  ];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(operations.length - 1), { minLength: 1, maxLength: 6 }), async (chosen) => {
      const f = (x: Tensor) => chosen.reduce((y, i) => operations[i]!(y), x);
      const there = presences();
      there.say(x, mask);
      const y = f(x);
      const own = there.of(y, 2)!;
      const filled = f(mask.expandDims(-1).where(x, normal(key(7), x.shape).mul(100)));
      const [changed, kept] = await data([y.sub(filled).abs().max(-1), own.cast("float32")]);
      kept!.forEach((there, i) => expect(there === 1 ? changed![i] : 0).toBeCloseTo(0, 4));
    }),
    { numRuns: 40 },
  );
});
