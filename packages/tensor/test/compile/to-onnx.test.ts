import {
  compile,
  conv2d,
  type DType,
  grad,
  key,
  maxPool2d,
  normal,
  openOnnx,
  scan,
  type Tensor,
  tensor,
  zeros,
} from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { expectClose } from "../close.ts";

const x = normal(key(1), [2, 4]);

/** The stored tensors of a file, and what it makes of an input. */
const opened = async (bytes: Uint8Array, input: Tensor) => {
  const file = await openOnnx(bytes);
  const { output } = await file.run({ input });
  const stored = new Map<string, unknown>();
  for (const [name, each] of file.initializers) stored.set(name, { shape: each.shape, elements: await each.data() });
  await file.release();
  return { stored, output: await output!.data() };
};

describe("named parameters of an ONNX file", () => {
  const w = normal(key(0), [4, 3]);
  const b = zeros([3]);
  const scale = tensor(2);
  const f = (x: Tensor) => x.matmul(w).add(b).relu().mul(scale);
  const names = new Map([
    [w, "dense.weight"],
    [b, "dense.bias"],
    [scale, "scale"],
  ]);

  it.each([false, true])("are initializers of that name and shape, to the bit (batch: %s)", async (batch) => {
    const { stored, output } = await opened(await compile(f).toOnnx([x], { names, batch }), x);
    for (const [each, name] of names) {
      expect(stored.get(name)).toEqual({ shape: each.shape, elements: await each.data() });
    }
    expect(stored.size).toBe(3);
    expect(output).toEqual(await f(x).data());
  });

  it("stay apart though they hold the same numbers, and though those are known to be zeros", async () => {
    const [one, two] = [zeros([3]), zeros([3])];
    const g = compile((x: Tensor) => x.add(one).mul(two.add(1)));
    const bytes = await g.toOnnx([zeros([3])], {
      names: new Map([
        [one, "one"],
        [two, "two"],
      ]),
    });
    const { stored } = await opened(bytes, tensor([1, 2, 3]));
    expect(stored.get("one")).toEqual(stored.get("two"));
  });

  it("keep their layout under a transpose, in a convolution and in a loop", async () => {
    const kernel = normal(key(2), [4, 1, 3, 3]);
    const step = normal(key(3), [4, 4]);
    const g = (x: Tensor) => {
      const rows = maxPool2d(conv2d(x, kernel, { padding: "same" }).relu(), 2)
        .mean([2, 3])
        .matmul(step.transpose());
      return scan((s: Tensor, _: Tensor) => [s.matmul(step).tanh(), undefined], rows, zeros([3]))[0];
    };
    const images = normal(key(4), [3, 1, 6, 6]);
    const bytes = await compile(g).toOnnx([images], {
      batch: true,
      names: new Map([
        [kernel, "conv2d.weight"],
        [step, "step"],
      ]),
    });
    const { stored, output } = await opened(bytes, images);
    expect(stored.get("conv2d.weight")).toEqual({ shape: [4, 1, 3, 3], elements: await kernel.data() });
    expect(stored.get("step")).toEqual({ shape: [4, 4], elements: await step.data() });
    const expected = await g(images).data();
    output.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 5);
    });
  });

  it("are left out when nothing reads them", async () => {
    const { stored } = await opened(
      await compile((x: Tensor) => x.mul(2)).toOnnx([x], { names: new Map([[w, "w"]]) }),
      x,
    );
    expect(stored.has("w")).toBe(false);
  });

  it("may have a name that the compiler would have given to something else", async () => {
    for (const name of ["v0", "v1", "v2", "in0", "p0", "p1", "batch0", "batch1"]) {
      const rest = [...names].filter(([each]) => each !== w);
      const bytes = await compile((x: Tensor) => f(x).add(zeros(x.shape).add(1).sum())).toOnnx([x], {
        batch: true,
        names: new Map([[w, name], ...rest]),
      });
      const { stored, output } = await opened(bytes, x);
      expect(stored.get(name)).toEqual({ shape: w.shape, elements: await w.data() });
      expect(output).toEqual(
        await f(x)
          .add(6 + 2)
          .data(),
      );
    }
  });

  it("are of any dtype, an output themselves, and part of a gradient", async () => {
    const [wide, flags, big] = [
      tensor([Math.PI], { dtype: "float64" }),
      tensor([true, false], { dtype: "bool" }),
      tensor([2n ** 60n + 1n], { dtype: "int64" }),
    ];
    const all = compile((x: Tensor) => ({
      slope: grad((x: Tensor) => x.matmul(w).square().sum())(x),
      wide: wide.add(0),
      flags: flags.logicalNot(),
      big,
    }));
    const file = await openOnnx(
      await all.toOnnx([x], {
        names: new Map<Tensor<DType>, string>([
          [wide, "wide"],
          [flags, "flags"],
          [big, "big"],
          [w, "w"],
        ]),
      }),
    );
    expect(await file.initializers.get("wide")!.data()).toEqual(Float64Array.of(Math.PI));
    expect(await file.initializers.get("flags")!.data()).toEqual(Uint8Array.of(1, 0));
    expect(await file.initializers.get("big")!.data()).toEqual(BigInt64Array.of(2n ** 60n + 1n));
    expect(await file.initializers.get("w")!.data()).toEqual(await w.data());
    await file.release();
  });

  it("are different from one another, from inputs and outputs, and not empty", async () => {
    const write = (name: string, other = "b") =>
      compile(f).toOnnx([x], {
        names: new Map([
          [w, name],
          [b, other],
        ]),
      });
    await expect(write("w", "w")).rejects.toThrow('An ONNX file has one value of a name: got "w" twice.');
    await expect(write("input")).rejects.toThrow('got "input" twice');
    await expect(write("output")).rejects.toThrow('got "output" twice');
    await expect(write("")).rejects.toThrow("names maps tensors to names that are not empty");
  });
});

describe("a file for any batch", () => {
  it("has states of any size, small ones for some batches and large ones for others", async () => {
    const w = normal(key(1), [64, 64]).mul(0.1);
    const f = (x: Tensor) =>
      scan(
        (s: Tensor, row: Tensor) => [s.matmul(w).add(row).tanh(), undefined],
        zeros([x.shape[0]!, 64]),
        x.transpose([1, 0, 2]),
      )[0].concat(zeros([x.shape[0]!, 64]), 1);
    const x = normal(key(2), [4, 5, 64]);
    const { output } = await opened(await compile(f).toOnnx([x], { batch: true }), x);
    expectClose(output as Float32Array, await f(x).data(), 1e-5);
  });
});
