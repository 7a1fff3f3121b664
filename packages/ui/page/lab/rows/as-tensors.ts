import { type Tensor, tensor } from "@kaviar/tensor";
import type { Table } from "./table.ts";

/** Some rows of a table as a network is trained on them. */
export const asTensors = ({ width, classes, x, y }: Table, from: number, to: number) => ({
  x: tensor(x.slice(from * width, to * width), { shape: [to - from, width] }),
  y: (classes === undefined
    ? tensor(Float32Array.from(y.slice(from, to)), { shape: [to - from, 1] })
    : tensor(Int32Array.from(y.slice(from, to)), { shape: [to - from] })) as Tensor,
});
