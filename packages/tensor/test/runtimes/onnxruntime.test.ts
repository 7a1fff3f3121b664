import { compile, configure, type Runtime, type Tensor, TensorError, tensor } from "@kaviar/tensor";
import { type ConformanceCase, engineCases, runtimeCases } from "@kaviar/tensor/conformance";
import { onnxRuntime } from "@kaviar/tensor/runtimes/onnxruntime";
import { describe, expect, it } from "vitest";

const conform = (cases: readonly ConformanceCase[]) => {
  for (const { name, run } of cases) it(name, run);
};

describe("onnxruntime-node", () => {
  conform(runtimeCases(onnxRuntime("cpu")));
  describe("under the engine", () => conform(engineCases()));
  describe("under the engine, two threads", () => conform(engineCases({ threads: 2 })));
});

describe("onnxruntime-web, in Node", () => {
  const web = onnxRuntime("cpu", { library: () => import("onnxruntime-web/wasm") });
  conform(runtimeCases(web, { threads: [1] }));
  describe("under the engine", () => conform(engineCases({ device: web })));

  it("cannot change the number of threads any more", async () => {
    const run = compile((x: Tensor) => x.neg(), { device: web, threads: 3 });
    await expect(run(tensor([1])).data()).rejects.toMatchObject({
      code: "device",
      message: expect.stringContaining("got 3 after 1"),
    });
  });
});

describe("a device that is not there", () => {
  it("is an error where it is asked for, when there is no such thing", () => {
    const wrong = { device: "cuda" as "cpu" };
    expect(() => configure(wrong)).toThrow(
      '`device` of configure must be "cpu" or "webgpu", or a runtime of your own: got "cuda".',
    );
    expect(() => compile((x: Tensor) => x, wrong)).toThrow(TensorError);
    expect(() => configure({ threads: 0 })).toThrow("`threads` of configure must be a whole number ≥ 1: got 0.");
    expect(() => configure({ threads: 1.5 })).toThrow(TensorError);
  });

  it("is an error when its library is not installed", async () => {
    const device = onnxRuntime("cpu", {
      library: () => Promise.reject(new Error("Cannot find package 'onnxruntime-web'")),
    });
    await expect(compile((x: Tensor) => x.neg(), { device })(tensor([1])).data()).rejects.toMatchObject({
      code: "device",
      message:
        "ONNX Runtime could not be loaded: Cannot find package 'onnxruntime-web'\n" +
        "Outside Node it is onnxruntime-web, installed beside @kaviar/tensor: npm install onnxruntime-web",
    });
  });

  it("is never replaced by another", async () => {
    // A machine with a graphics card computes; any other says so.
    const outcome = await compile((x: Tensor) => x.neg(), { device: "webgpu" })(tensor([1]))
      .data()
      .catch((error: unknown) => error);
    if (outcome instanceof Float32Array) expect(outcome).toEqual(Float32Array.of(-1));
    else {
      expect(outcome).toMatchObject({ code: "device" });
      expect(String(outcome)).toMatch(/The device "webgpu" is not available here: .*\nWebGPU needs a graphics card/);
    }
  });

  it("may be a runtime of your own", async () => {
    const loaded: number[] = [];
    const inner = onnxRuntime("cpu");
    const own: Runtime = {
      name: "counting",
      load: (model, options) => {
        loaded.push(model.length);
        return inner.load(model, options);
      },
    };
    const twice = compile((x: Tensor) => x.mul(2), { device: own });
    expect(await twice(tensor([1])).data()).toEqual(Float32Array.of(2));
    expect(await twice(tensor([2])).data()).toEqual(Float32Array.of(4));
    expect(loaded).toHaveLength(1);
  });
});
