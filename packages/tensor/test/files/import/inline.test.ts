import { grad, importOnnx, openOnnx, type Tensor, type Tensors, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { withOpset } from "./changed.ts";

/**
 * Of onnx 1.23: y is Dense(Dense(x)), Dense an operator of the file's own, (x, w, b) ↦ c + LeakyRelu(h) of h = x·w + b, where c
 * is h + x if Σh > 0 and Twice(h) if not, Twice another such operator. LeakyRelu's slope is Dense's attribute, 0.5 where
 * it is left out, as in the first, and −3 in the second.
 */
const file = Buffer.from(
  "CAk6uQEKIgoBeAoBdwoBYhIBYRIBdhoFZmlyc3QiBURlbnNlOgNvd24KNAoBYQoBdwoBYhIBeRIBdRoGc2Vjb25kIgVEZW5zZSoPCgVzbG9wZRUAAEDAoAEBOgNvd24SAWcqGwgCCAIQAUIBd0oQAACAPwAAAEAAAEDAAAAAPyoRCAIQAUIBYkoIAAAAPwAAgL9aFAoBeBIPCg0IARIJCgMSAW4KAggCYhQKAXkSDwoNCAESCQoDEgFuCgIIAkIECgAQEkIHCgNvd24QAcoBVwoFVHdpY2UiAXgqAXk6KxIDdHdvIghDb25zdGFudCoaCgV2YWx1ZSoOCAIQAUoIAAAAQAAAAECgAQQ6EAoBeAoDdHdvEgF5IgNNdWxKBAoAEBJSA293bsoB/AIKBURlbnNlIgF4IgF3IgFiIgRtb3JlKgF6KgFoOhEKAXgKAXcSAXAiBk1hdE11bDoOCgFwCgFiEgFoIgNBZGQ6JQoBaBIBeSIJTGVha3lSZWx1KhIKBWFscGhhoAEBqgEFc2xvcGU6IgoBaBIBcyIJUmVkdWNlU3VtKg8KCGtlZXBkaW1zGACgAQI6JhIEemVybyIIQ29uc3RhbnQqFAoFdmFsdWUqCBABSgQAAAAAoAEEOhcKAXMKBHplcm8SA2JpZyIHR3JlYXRlcjp6CgNiaWcSAWMiAklmKjcKC2Vsc2VfYnJhbmNoMiUKEgoBaBIBZSIFVHdpY2U6A293bhIEZWxzZWIJCgFlEgQKAggBoAEFKjMKC3RoZW5fYnJhbmNoMiEKDgoBaAoBeBIBdCIDQWRkEgR0aGVuYgkKAXQSBAoCCAGgAQU6DgoBYwoBeRIBeiIDQWRkSgQKABASSgcKA293bhABUgNvd25aDwoFc2xvcGUVAAAAP6ABAQ==",
  "base64",
);

const inputs = [
  [[1, 2]],
  [
    [-1, 0.25],
    [3, 4],
  ],
  [
    [0.1, 3],
    [-2, 0],
  ],
];

const numbersOf = async (x: { data(): Promise<unknown> }): Promise<number[]> =>
  Array.from((await x.data()) as Float32Array);

describe("operators that a file defines itself", () => {
  it("are what they stand for, with attributes of their own and of the node", async () => {
    const { parameters, apply } = importOnnx(file);
    expect(Object.keys(parameters).map((name) => name.replace(/#\d+/g, ""))).toEqual([
      "w",
      "b",
      "first/Twice/two",
      "second/Twice/two",
    ]);
    const opened = await openOnnx(file);
    for (const rows of inputs) {
      const x = tensor(rows) as Tensor;
      expect(await numbersOf(apply(parameters, x).y!)).toEqual(await numbersOf((await opened.run({ x })).y!));
    }
    await opened.release();
  });

  it("have slopes", async () => {
    const { parameters, apply } = importOnnx(file);
    const slope = grad((own: Tensors) => apply(own, tensor(inputs[1]!)).y!.sum())(parameters);
    const moved = async (h: number) => {
      const own = { ...parameters, b: parameters.b!.add(tensor([h, 0])) };
      return (await numbersOf(apply(own, tensor(inputs[1]!)).y!)).reduce((a, b) => a + b);
    };
    const difference = ((await moved(1 / 64)) - (await moved(-1 / 64))) * 32;
    expect((await numbersOf(slope.b!))[0]).toBeCloseTo(difference, 3);
  });

  it("of another opset are refused", () => {
    expect(() => importOnnx(withOpset(file, 17))).toThrow(
      /^Dense, an operator of this file's own, is of opset 18, and the file of opset 17\./,
    );
  });
});
