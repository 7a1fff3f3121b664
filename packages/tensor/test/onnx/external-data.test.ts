import { importOnnx, openOnnx, type Tensor, tensor } from "@kaviar/tensor";
import { externalFiles } from "@kaviar/tensor/onnx/external-data";
import { expect, it } from "vitest";

/**
 * Of onnx 1.23, save_model(…, save_as_external_data=True, size_threshold=0, convert_attribute=True): y = x + [1, 2] or
 * x · [3, 4], and [10, 20] more, the one weight stored in its branch, the other the value of a Constant.
 */
const file = Buffer.from(
  "CAg6xQMKwQIKBXdoaWNoEgF2IgJJZiqlAQoLZWxzZV9icmFuY2gykgEKWhIGZWxzZS53IghDb25zdGFudCpGCgV2YWx1ZSo6CAIQAUIBY2oUCghsb2NhdGlvbhIIZXh0LmRhdGFqDAoGb2Zmc2V0EgIxNmoLCgZsZW5ndGgSAThwAaABBAoYCgF4CgZlbHNlLncSBmVsc2UueSIDTXVsEgRlbHNlYhQKBmVsc2UueRIKCggIARIECgIIAqABBSqIAQoLdGhlbl9icmFuY2gydgoYCgF4CgZ0aGVuLncSBnRoZW4ueSIDQWRkEgR0aGVuKj4IAhABQgZ0aGVuLndqFAoIbG9jYXRpb24SCGV4dC5kYXRhagsKBm9mZnNldBIBOGoLCgZsZW5ndGgSAThwAWIUCgZ0aGVuLnkSCgoICAESBAoCCAKgAQUKDgoBdgoBYhIBeSIDQWRkEgFnKjkIAhABQgFiahQKCGxvY2F0aW9uEghleHQuZGF0YWoLCgZvZmZzZXQSATBqCwoGbGVuZ3RoEgE4cAFaDwoFd2hpY2gSBgoECAkSAFoPCgF4EgoKCAgBEgQKAggCYg8KAXkSCgoICAESBAoCCAJCBAoAEBE=",
  "base64",
);
const data = Buffer.from("AAAgQQAAoEEAAIA/AAAAQAAAQEAAAIBA", "base64");

it("weights in another file are read in the graphs inside a graph, and of attributes", async () => {
  expect(externalFiles(file)).toEqual(["ext.data"]);
  const externalData = { "ext.data": data };
  const { parameters, apply } = importOnnx(file, { externalData });
  expect(Object.keys(parameters)).toEqual(["b", "else.w", "then.w"]);
  const opened = await openOnnx(file, { externalData });
  for (const [yes, expected] of [
    [1, [111, 222]],
    [0, [310, 820]],
  ] as const) {
    const feeds = { which: tensor(Uint8Array.of(yes), { dtype: "bool", shape: [] }), x: tensor([100, 200]) };
    expect(await (apply(parameters, feeds).y as Tensor).array()).toEqual(expected);
    expect(await ((await opened.run(feeds)).y as Tensor).array()).toEqual(expected);
  }
  await opened.release();
});

it("a file that is not given is named", () => {
  expect(() => importOnnx(file)).toThrow(/^The elements of "c" are in another file, "ext\.data", which is not given\./);
});
