import { encodePng } from "@kaviar/base/picture";
import { message, tfRecord, versionEvent } from "@kaviar/base/tensor-board";
import { encodeOnnx } from "@kaviar/tensor/onnx";
import { graphEvent, startEvent, summaryEvent } from "../../../src/logging/tensor-board/event.ts";
import { graphOf } from "../../../src/logging/tensor-board/graph.ts";
import { histogramOf } from "../../../src/logging/tensor-board/histogram.ts";

export const weights = Float32Array.from({ length: 300 }, (_, i) => Math.sin(i) * (i % 7));

/** relu(x·W + b) twice, as a file that parameters name the layers of. */
const onnx = (): Uint8Array =>
  encodeOnnx({
    opsets: { "": 21 },
    metadata: {},
    graph: {
      name: "example",
      inputs: [{ name: "x", dtype: "float32", shape: ["N", 2] }],
      outputs: [{ name: "y", dtype: "float32", shape: ["N", 2] }],
      initializers: [
        { name: "dense/weight", dtype: "float32", shape: [2, 2], elements: Float32Array.of(1, 2, 3, 4) },
        { name: "dense2/weight", dtype: "float32", shape: [2, 2], elements: Float32Array.of(1, 2, 3, 4) },
      ],
      nodes: [
        { op: "MatMul", name: "1", inputs: ["x", "dense/weight"], outputs: ["a"], attributes: {} },
        { op: "Relu", name: "2", inputs: ["a"], outputs: ["b"], attributes: {} },
        { op: "MatMul", name: "3", inputs: ["b", "dense2/weight"], outputs: ["c"], attributes: {} },
        { op: "Relu", name: "4", inputs: ["c"], outputs: ["y"], attributes: {} },
      ],
    },
  });

const picture = encodePng(
  Uint8Array.from({ length: 12 }, (_, i) => 20 * i),
  4,
  3,
);

/** An event file of a run that was resumed at its third epoch, at a time that is always the same. */
export const exampleFile = (): Uint8Array => {
  const at = 1_700_000_000.25;
  const events = [
    versionEvent(at),
    startEvent(at, 3),
    graphEvent(at, graphOf(onnx())),
    ...[3, 4, 300].map((epoch) =>
      summaryEvent(at + epoch, epoch, {
        scalars: new Map([
          ["loss", 1 / epoch],
          ["accuracy", epoch === 4 ? Number.NaN : 0.5],
        ]),
        ...(epoch === 4 ? {} : { histograms: new Map([["dense/weight", histogramOf(weights)]]) }),
      }),
    ),
    summaryEvent(at + 301, 301, { pictures: new Map([["kernels", picture]]) }),
  ];
  return message(...events.map(tfRecord));
};
