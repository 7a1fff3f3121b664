/**
 * What a network has learned of one task gives it a start in the next: a body trained on the digits 0 to 4, saved, loaded,
 * and given a new head that learns 5 to 9. Frozen it needs only the head's few numbers, but stays behind in the end;
 * trained on, it begins ahead and stays there.
 */
import {
  accuracy,
  adam,
  batchNorm,
  chain,
  conv2d,
  dense,
  features,
  fit,
  flatten,
  freeze,
  type LayerLike,
  type Link,
  load,
  maxPool,
  relu,
  sequential,
  sparseSoftmaxCrossEntropy,
  under,
} from "@kaviar/nn";
import { tensor } from "@kaviar/tensor";
import { digits } from "./data/digits.ts";

const { x, y } = digits();
const images = tensor(x.data, { shape: x.shape });
const rowsOf = (wanted: (digit: number) => boolean) => Int32Array.from(y.keys()).filter((row) => wanted(y[row]!));
const take = (rows: Int32Array, first: number) => ({
  x: images.gather(tensor(rows)),
  y: rows.map((row) => y[row]! - first),
});
const low = take(
  rowsOf((digit) => digit < 5),
  0,
);
const high = take(
  rowsOf((digit) => digit >= 5),
  5,
);

const options = { loss: sparseSoftmaxCrossEntropy, metrics: [accuracy], validation: 0.5, seed: 1 };
const body = () => [conv2d(16, 3), relu, maxPool(2), conv2d(32, 3), relu, maxPool(2), flatten];
const first = await fit(sequential(...body(), dense(5)), low, { ...options, optimizer: adam({ rate: 3e-3 }) });
const right = (model: typeof first) => model.history.map(({ validation }) => 100 * validation!.metrics.accuracy!);
console.log(`0 to 4: ${right(first).at(-1)!.toFixed(1)} % right after 10 epochs\n`);
await first.save("low-digits.onnx");

// The file's network up to `flatten`, and a head of its own.
const known = sequential({
  body: features(await load("low-digits.onnx"), "flatten"),
  scale: batchNorm(),
  head: dense(5),
});
const runs: Readonly<Record<string, readonly [LayerLike, Link]>> = {
  "from nothing": [sequential(...body(), dense(5)), adam({ rate: 3e-3 })],
  "body frozen": [known, chain(adam({ rate: 3e-3 }), freeze(under("body")))],
  "all trained on": [known, adam({ rate: 3e-3 })],
};
console.log("5 to 9: % right after epoch     1      2      3      5     10");
for (const [name, [model, optimizer]] of Object.entries(runs)) {
  const shares = right(await fit(model, high, { ...options, optimizer }));
  console.log(`  ${name.padEnd(22)}${[1, 2, 3, 5, 10].map((n) => shares[n - 1]!.toFixed(1).padStart(7)).join("")}`);
}
