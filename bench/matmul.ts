/** One large matrix product through the public API, against the bare runtime on the same file. */
import { compile, configure, key, normal, type Tensor } from "@kaviar/tensor";
import { InferenceSession, Tensor as OrtTensor } from "onnxruntime-node";

configure({ threads: 1 });
const n = 1024;
const x = normal(key(0), [n, n]);
const y = normal(key(1), [n, n]);
const [a, b] = [await x.data(), await y.data()];
const product = compile((left: Tensor, right: Tensor) => left.matmul(right));
const session = await InferenceSession.create(await product.toOnnx([x, y]), {
  intraOpNumThreads: 1,
  extra: { session: { intra_op: { allow_spinning: "0" } } },
});
const [left, right] = session.inputNames as [string, string];
const feeds = { [left]: new OrtTensor("float32", a, [n, n]), [right]: new OrtTensor("float32", b, [n, n]) };

const times: Record<"bare" | "kaviar", number[]> = { bare: [], kaviar: [] };
for (let i = 0; i < 30; i++) {
  let start = performance.now();
  await session.run(feeds);
  times.bare.push(performance.now() - start);
  start = performance.now();
  await product(x, y).data();
  times.kaviar.push(performance.now() - start);
}
const best = (list: number[]) => Math.min(...list.slice(5));
const share = (100 * best(times.bare)) / best(times.kaviar);
console.log(
  `${n} × ${n}: bare ${best(times.bare).toFixed(2)} ms, kaviar ${best(times.kaviar).toFixed(2)} ms, ${share.toFixed(1)} % of the bare speed`,
);
