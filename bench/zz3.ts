import { batchNorm, conv2d, dense, fit, globalAveragePool, load, maxPool, relu, rescale, randomShift, sequential, sparseSoftmaxCrossEntropy, train } from "@kaviar/nn";
import { bars } from "../packages/architecture/test/bars.ts";
const { x, y } = bars(416);
const data = { x: { data: x.data, shape: [416, 1, 8, 8] }, y: Int32Array.from(y, (v) => (v === "row" ? 1 : 0)) };
const net = sequential(rescale(1 / 255), randomShift({ horizontal: 0.08, vertical: 0.08 }), conv2d(24, 3), batchNorm(), relu, conv2d(24,3), batchNorm(), relu, maxPool(2), conv2d(48, 3), batchNorm(), relu,conv2d(48, 3), batchNorm(), relu, globalAveragePool(), dense(2));
let t = performance.now();
const lap = (name: string) => { console.log(name, (performance.now() - t).toFixed(0), process.cpuUsage().user / 1e6); t = performance.now(); };
for (let k = 0; k < 2; k++) {
let m: any;
for await (const e of train(net, data as never, { loss: sparseSoftmaxCrossEntropy, batchSize: 32, epochs: 3, threads: 1, doctor: "off" })) { lap("epoch " + e.number); m = e.model; }
for await (const e of train(net, data as never, { loss: sparseSoftmaxCrossEntropy, batchSize: 32, epochs: 2, threads: 1, doctor: "light" })) { lap("doctor epoch " + e.number); m = e.model; }
await m.save("/tmp/m.onnx"); lap("save");
const l = await load("/tmp/m.onnx"); lap("load");
await (await l.predict(data.x)).data(); lap("predict");
await (await l.predict(data.x)).data(); lap("predict again");
await (await m.predict(data.x)).data(); lap("predict m");
}
