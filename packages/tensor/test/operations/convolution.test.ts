import {
  averagePool1d,
  averagePool2d,
  conv1d,
  conv2d,
  convTranspose1d,
  convTranspose2d,
  data,
  grad,
  key,
  maxPool1d,
  maxPool2d,
  normal,
  ones,
  stack,
  type Tensor,
  tensor,
  vmap,
  zeros,
} from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { exact, expectClose, expectSame } from "../close.ts";

const image = (rows: readonly (readonly number[])[]) => tensor([[rows]]);

describe("convolution", () => {
  it("is a correlation: the kernel is not turned around", async () => {
    const y = conv1d(tensor([[[1, 2, 4]]]), tensor([[[10, 1]]]));
    expect(await y.array()).toEqual([[[12, 24]]]);
  });

  it("of a one by one kernel is a product over the channels", async () => {
    const [x, w] = [normal(key(1), [3, 4, 5, 5]), normal(key(2), [6, 4, 1, 1])];
    const product = w
      .reshape([6, 4])
      .matmul(x.reshape([3, 4, 25]))
      .reshape([3, 6, 5, 5]);
    await expectSame(x.conv2d(w), product, 1e-6);
  });

  it("along sequences is one over images of height 1", async () => {
    const [x, w] = [normal(key(1), [2, 3, 9]), normal(key(2), [4, 3, 3])];
    const flat = x.expandDims(2).conv2d(w.expandDims(2), { padding: "same", stride: [1, 2] });
    await expectSame(x.conv1d(w, { padding: "same", stride: 2 }), flat.squeeze(2), 1e-6);
  });

  it('with padding "same" gives ⌈length / stride⌉, the odd zero at the end', async () => {
    for (const length of [1, 5, 6, 7, 8])
      for (const kernel of [1, 2, 3, 5])
        for (const stride of [1, 2, 3]) {
          const y = conv1d(ones([1, 1, length]), ones([1, 1, kernel]), { padding: "same", stride });
          expect(y.shape).toEqual([1, 1, Math.ceil(length / stride)]);
        }
    const y = conv1d(ones([1, 1, 4]), ones([1, 1, 2]), { padding: "same" });
    expect(await y.array()).toEqual([[[2, 2, 2, 1]]]);
  });

  it('transposed undoes the lengths: "same" gives length · stride', () => {
    const lengthOf = (kernel: number, options: object) =>
      convTranspose1d(ones([1, 1, 5]), ones([1, 1, kernel]), { stride: 2, ...options }).shape[2];
    expect([1, 2, 3, 4].map((kernel) => lengthOf(kernel, { padding: "same" }))).toEqual([10, 10, 10, 10]);
    expect([1, 2, 3, 4].map((kernel) => lengthOf(kernel, {}))).toEqual([9, 10, 11, 12]);
    expect(lengthOf(3, { padding: 1, outputPadding: 1 })).toBe(10);
  });

  it("transposed is the adjoint: ⟨conv x, y⟩ = ⟨x, convᵀ y⟩", async () => {
    const [x, w] = [
      normal(key(1), [2, 3, 7, 6], { dtype: "float64" }),
      normal(key(2), [4, 3, 3, 2], { dtype: "float64" }),
    ];
    const y = normal(key(3), [2, 4, 4, 6], { dtype: "float64" });
    const options = { stride: [2, 1], padding: "same" } as const;
    const back = convTranspose2d(y, w, {
      stride: [2, 1],
      padding: [
        [1, 1],
        [0, 1],
      ],
    });
    await expectSame(x.conv2d(w, options).mul(y).sum(), x.mul(back).sum());
  });

  it("of no images is no images, and its weights get no gradient", async () => {
    const [x, w, bias] = [zeros([0, 3, 8, 8]), ones([4, 3, 3, 3]), ones([4])];
    expect(await x.conv2d(w, { bias }).data()).toEqual(new Float32Array(0));
    const g = grad((at: Tensor) => x.conv2d(at).maxPool2d(2).sum())(w);
    expect(await g.data()).toEqual(new Float32Array(4 * 27));
  });

  it("without channels leaves the bias", async () => {
    const y = conv1d(zeros([1, 0, 3]), zeros([2, 0, 2]), { bias: tensor([5, 6]) });
    expect(await y.array()).toEqual([
      [
        [5, 5],
        [6, 6],
      ],
    ]);
  });

  // Tiny images, few channels, many images of many channels, few images, depthwise, a large kernel: each has its form.
  it.each([
    { x: [20, 3, 4, 4], w: [5, 3, 3, 3], groups: 1 },
    { x: [20, 3, 9, 9], w: [5, 3, 3, 3], groups: 1 },
    { x: [20, 9, 9, 9], w: [5, 9, 3, 3], groups: 1 },
    { x: [2, 9, 9, 9], w: [5, 9, 3, 3], groups: 1 },
    { x: [9, 6, 9, 9], w: [6, 1, 3, 3], groups: 6 },
    { x: [9, 16, 9, 9], w: [4, 8, 3, 3], groups: 2 },
    { x: [3, 4, 14, 13], w: [6, 2, 11, 11], groups: 2 },
  ])("computes the same in both float types, whatever suits the shapes: $x by $w", async ({ x, w, groups }) => {
    for (const stride of [1, 2]) {
      const numbers = [normal(key(1), x), normal(key(2), w)] as const;
      const f = <D extends "float32" | "float64">(x: Tensor<D>, w: Tensor<D>) => {
        const loss = ([x, w]: Tensor<D>[]) => x!.conv2d(w!, { padding: "same", stride, groups }).square().sum();
        return grad(loss)([x, w]);
      };
      const single = f(...numbers);
      const double = f(numbers[0].cast("float64"), numbers[1].cast("float64"));
      const [a, b] = await data([single, double]);
      a.forEach((numbers, i) => expectClose(numbers as never, b[i] as never, 1e-5));
    }
  });
});

describe("max pooling", () => {
  const nan = Number.NaN;

  it.each([
    { options: {}, name: "side by side" },
    { options: { stride: 1 }, name: "overlapping" },
  ])("lets NaN win, wherever it is in the window: $name", async ({ options }) => {
    for (const place of [0, 1, 2, 3]) {
      const numbers = [1, 5, 3, 2].map((n, i) => (i === place ? nan : n));
      expect(
        await image([numbers.slice(0, 2), numbers.slice(2)])
          .maxPool2d(2, options)
          .item(),
      ).toBeNaN();
    }
    const y = image([
      [nan, nan, 1, 2],
      [nan, nan, 3, 4],
    ]).maxPool2d(2);
    expect(await y.array()).toEqual([[[[nan, 4]]]]);
  });

  it("is not deceived by infinities", async () => {
    const [most, least] = [Infinity, -Infinity];
    for (const stride of [1, 2]) {
      const x = image([
        [most, least, least],
        [least, 1, least],
      ]);
      expect((await x.maxPool2d(2, { stride }).data())[0]).toBe(most);
      expect(
        await image([
          [least, least],
          [least, least],
        ])
          .maxPool2d(2, { stride })
          .item(),
      ).toBe(least);
    }
  });

  it("never lets padding win", async () => {
    const x = image([
      [-3, -2],
      [-5, -4],
    ]);
    const y = [
      [
        [
          [-3, -2],
          [-5, -4],
        ],
      ],
    ];
    expect(
      await x
        .maxPool2d(3, {
          stride: 2,
          padding: [
            [1, 0],
            [1, 0],
          ],
        })
        .array(),
    ).toEqual([[[[-2]]]]);
    expect(
      await x
        .maxPool2d(2, {
          padding: [
            [1, 1],
            [1, 1],
          ],
        })
        .array(),
    ).toEqual(y);
  });

  it.each([1, 2])("gives the derivative of a tie to the first in row-major order (stride %i)", async (stride) => {
    const first = async (rows: number[][]) => {
      const g = grad((x: Tensor) => x.maxPool2d(2, { stride }).sum())(image(rows));
      return (await g.data()).indexOf(1);
    };
    expect(
      await first([
        [7, 7],
        [7, 7],
      ]),
    ).toBe(0);
    expect(
      await first([
        [1, 7],
        [7, 7],
      ]),
    ).toBe(1);
    expect(
      await first([
        [1, 7],
        [7, 1],
      ]),
    ).toBe(1);
    expect(
      await first([
        [1, 1],
        [7, 7],
      ]),
    ).toBe(2);
  });

  it("gives no derivative where relu has none", async () => {
    const g = grad((x: Tensor) => x.relu().maxPool2d(2).sum())(
      image([
        [-1, -2],
        [0, -3],
      ]),
    );
    expect(await g.array()).toEqual([
      [
        [
          [0, 0],
          [0, 0],
        ],
      ],
    ]);
  });

  it("leaves out what no window reaches", async () => {
    const x = image([
      [1, 2, 9],
      [3, 4, 9],
      [9, 9, 9],
    ]);
    expect(await x.maxPool2d(2).array()).toEqual([[[[4]]]]);
    const g = grad((x: Tensor) => x.maxPool2d(2).sum())(x);
    expect(await g.array()).toEqual([
      [
        [
          [0, 0, 0],
          [0, 1, 0],
          [0, 0, 0],
        ],
      ],
    ]);
  });
});

describe("average pooling", () => {
  it("divides by what is there, or by the size of the window", async () => {
    const x = tensor([[[2, 4, 6]]]);
    expect(await averagePool1d(x, 2, { padding: 1 }).array()).toEqual([[[2, 5]]]);
    expect(await averagePool1d(x, 2, { padding: 1, countPadding: true }).array()).toEqual([[[1, 5]]]);
  });

  it("of all is the mean", async () => {
    const x = normal(key(1), [2, 3, 4, 5], { dtype: "float64" });
    await expectSame(averagePool2d(x, [4, 5]).squeeze([2, 3]), x.mean([2, 3]));
  });
});

describe("vmap", () => {
  it("of the gradient of a network gives each example's own", async () => {
    const parameters = [
      normal(key(1), [4, 1, 3, 3]).mul(0.5),
      normal(key(2), [4]),
      normal(key(3), [6, 2, 3, 3]).mul(0.5),
      normal(key(4), [24, 3]).mul(0.5),
    ];
    const loss = ([k1, bias, k2, dense]: Tensor[], x: Tensor): Tensor => {
      const h = x.expandDims(0).conv2d(k1!, { padding: "same", bias: bias! }).relu().maxPool2d(2);
      const y = h.conv2d(k2!, { padding: "same", groups: 2 }).tanh().averagePool2d(2);
      return y.reshape([1, 24]).matmul(dense!).logSoftmax().slice(0, 1).neg();
    };
    const xs = normal(key(5), [5, 1, 8, 8]);
    const together = vmap((x: Tensor) => grad(loss)(parameters, x))(xs);
    const single = [0, 1, 2, 3, 4].map((i) => grad(loss)(parameters, xs.slice(i)));
    for (const [i, stacked] of together.entries())
      await expectSame(stacked, stack(single.map((each) => each[i]!)), 1e-5);
  });

  it.each([
    { name: "images", batched: [true, false] },
    { name: "weights", batched: [false, true] },
    { name: "both", batched: [true, true] },
  ])("in float32, over $name, is a loop", async ({ batched }) => {
    const x = normal(key(1), [3, 2, 4, 6, 5]);
    const w = normal(key(2), [3, 6, 2, 3, 2]);
    const value = (x: Tensor, w: Tensor) => conv2d(x, w, { groups: 2, stride: [1, 2], padding: "same" });
    const f = (x: Tensor, w: Tensor): Tensor[] => [
      value(x, w),
      ...grad(([x, w]: Tensor[]) => value(x!, w!).square().sum())([x, w]),
    ];
    const stacks = [x, w].filter((_, i) => batched[i]);
    const together = vmap((...own: Tensor[]) =>
      f(batched[0] ? own[0]! : x.slice(0), batched[1] ? own.at(-1)! : w.slice(0)),
    )(...stacks);
    const single = [0, 1, 2].map((i) => f(x.slice(batched[0] ? i : 0), w.slice(batched[1] ? i : 0)));
    for (const [i, stacked] of together.entries())
      await expectSame(stacked, stack(single.map((each) => each[i]!)), 1e-5);
  });
});

describe("errors", () => {
  const x = zeros([2, 3, 8, 8]);
  const w = zeros([4, 3, 3, 3]);

  it.each([
    [
      "a kernel larger than the input",
      () => x.conv2d(zeros([4, 3, 9, 3])),
      /window no larger .* spans 9 of 8 on axis 2/,
    ],
    [
      "a dilated one",
      () =>
        x.conv2d(w, {
          dilation: 4,
          padding: [
            [0, 0],
            [1, 1],
          ],
        }),
      /spans 9 of 8 on axis 2/,
    ],
    ["a pooling window", () => x.maxPool2d(9), /maxPool2d .* spans 9 of 8 on axis 2/],
    ["channels", () => x.conv2d(zeros([4, 5, 3, 3])), /weights for 5 channels, an input with 3/],
    ["channels last", () => zeros([2, 8, 8, 3]).conv2d(w), /Put the channels first/],
    [
      "groups",
      () => zeros([2, 6, 8, 8]).conv2d(w, { groups: 2, stride: 2 }).conv2d(w, { groups: 3 }),
      /3 groups share/,
    ],
    ["ranks", () => x.conv1d(zeros([4, 3, 3])), /conv1d needs an input \[images, channels, length\]/],
    ["dtypes", () => x.conv2d(w.cast("float64") as never), /one float dtype: got float32 and float64/],
    ["integers", () => tensor([[[1]]], { dtype: "int32" }).maxPool1d(1), /maxPool1d is not defined for int32/],
    ["bias", () => x.conv2d(w, { bias: zeros([3]) }), /bias \[4\]/],
    ["strides", () => x.conv2d(w, { stride: 0 }), /stride of integers ≥ 1/],
    ["strides of too many axes", () => x.conv2d(w, { stride: [1, 2, 3] }), /one or 2/],
    ["padding", () => x.conv2d(w, { padding: -1 }), /padding "same", "valid"/],
    ["padding of windows", () => x.maxPool2d(2, { padding: 2 }), /padding smaller than its windows/],
    ["transposed channels", () => x.convTranspose2d(w), /weights for 4 channels, an input with 3/],
    ["output padding", () => zeros([2, 4, 8, 8]).convTranspose2d(w, { outputPadding: 1 }), /stride − 1 more/],
  ])("name what does not fit: %s", (_, work, message) => {
    expect(work).toThrow(message);
  });
});

describe("methods", () => {
  it("are the functions", async () => {
    const x = exact([[[1, 3, 2, 4]]]);
    const w = exact([[[1, 1]]]);
    await expectSame(x.conv1d(w), conv1d(x, w));
    await expectSame(x.convTranspose1d(w), convTranspose1d(x, w));
    await expectSame(x.maxPool1d(2), maxPool1d(x, 2));
    await expectSame(x.averagePool1d(2), averagePool1d(x, 2));
    await expectSame(x.expandDims(2).maxPool2d([1, 2]).squeeze(2), maxPool1d(x, 2));
    expect(maxPool2d(x.expandDims(2), [1, 2]).shape).toEqual([1, 1, 1, 2]);
  });
});
