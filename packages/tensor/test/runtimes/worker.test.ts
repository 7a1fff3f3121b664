import { describe, expect, it } from "vitest";
import { compile, key, normal, type Tensor, tensor, workerRuntime } from "../../src/index.ts";

const f = (x: Tensor) => ({
  y: x.matmul(x.transpose()).exp(),
  sums: x.sum(0),
  whole: x.greater(0),
  count: x.shape[0]! > 2 ? x.argmax(1) : x.argmax(0),
});

describe("a runtime in a worker", () => {
  it("gives the same bits as here, in every dtype", async () => {
    const runtime = workerRuntime();
    try {
      const x = normal(key(3), [5, 4]);
      const [here, there] = [compile(f)(x), compile(f, { device: runtime })(x)];
      for (const name of ["y", "sums", "whole", "count"] as const) {
        expect(there[name].dtype).toBe(here[name].dtype);
        expect(await there[name].data(), name).toEqual(await here[name].data());
      }
    } finally {
      await runtime.close();
    }
  });

  it("leaves what it is fed as it was", async () => {
    const runtime = workerRuntime();
    const numbers = Float32Array.of(1, 2, 3, 4);
    const x = tensor(numbers, { shape: [2, 2] });
    const twice = compile((x: Tensor) => x.mul(2), { device: runtime });
    expect(Array.from(await twice(x).data())).toEqual([2, 4, 6, 8]);
    expect(Array.from(await twice(twice(x)).data())).toEqual([4, 8, 12, 16]);
    expect(Array.from(numbers)).toEqual([1, 2, 3, 4]);
    expect(Array.from(await x.data())).toEqual([1, 2, 3, 4]);
    await runtime.close();
  });

  it("keeps large arrays that come again, and mixes them up with no others", async () => {
    const runtime = workerRuntime();
    const rows = [1, 2].map((scale) => tensor(Float32Array.from({ length: 20_000 }, (_, i) => scale * (i % 7))));
    const total = compile((x: Tensor, factor: Tensor) => x.mul(factor).sum(), { device: runtime });
    const sum = 20_000 * 3 - 3;
    for (const factor of [1, 2, 3, 4]) {
      const both = await Promise.all(rows.map((x) => total(x, tensor(factor)).item()));
      expect(both).toEqual([factor * sum, 2 * factor * sum]);
    }
    await runtime.close();
  });

  it("answers several requests at once, each with its own", async () => {
    const runtime = workerRuntime();
    const times = compile((x: Tensor, n: Tensor) => x.mul(n).sum(), { device: runtime });
    const found = await Promise.all(Array.from({ length: 20 }, (_, i) => times(tensor([1, 2]), tensor(i)).item()));
    expect(found).toEqual(Array.from({ length: 20 }, (_, i) => 3 * i));
    await runtime.close();
  });

  it("hands on errors with their law, their code and the user's operation", async () => {
    const runtime = workerRuntime();
    const pick = (x: Tensor, i: Tensor<"int32">) => x.gather(i);
    const arguments_ = [tensor([1, 2, 3]), tensor(Int32Array.of(7))] as const;
    const here = await compile(pick)(...arguments_)
      .data()
      .catch((error: unknown) => error as Error);
    const there = await compile(pick, { device: runtime })(...arguments_)
      .data()
      .catch((error: unknown) => error as Error);
    expect(there).toMatchObject({ name: "TensorError", code: "index" });
    expect((there as Error).message).toBe((here as Error).message);
    // It goes on after that.
    expect(
      Array.from(await compile(pick, { device: runtime })(tensor([1, 2, 3]), tensor(Int32Array.of(2))).data()),
    ).toEqual([3]);
    await runtime.close();
  });

  it("refuses a device that is none where it is asked for", () => {
    const wrong = { device: "tpu" as "cpu" };
    expect(() => workerRuntime(wrong)).toThrow('`device` of workerRuntime must be "cpu" or "webgpu": got "tpu".');
  });

  it("once closed runs nothing, whatever it was doing", async () => {
    const runtime = workerRuntime();
    const session = compile((x: Tensor) => x.add(1), { device: runtime });
    expect(await session(tensor(1)).item()).toBe(2);
    const law = /A worker runs graphs until it is closed: it was closed\.\nMake another one: workerRuntime\(\)/;
    const pending = expect(session(tensor(2)).item()).rejects.toThrow(law);
    await runtime.close();
    await pending;
    await expect(session(tensor(3)).item()).rejects.toMatchObject({ name: "TensorError", code: "runtime" });
    await runtime.close();
  });

  it("that was never used closes, too", async () => {
    await workerRuntime().close();
  });
});
