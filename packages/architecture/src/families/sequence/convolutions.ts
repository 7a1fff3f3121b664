import {
  batchNorm,
  conv1d,
  dense,
  dropout,
  globalAveragePool,
  type LayerLike,
  relu,
  residual,
  sequential,
} from "@kaviar/nn";
import { bool, choice, float, int } from "@kaviar/tune";
import { defineFamily } from "../../contract/define-family.ts";
import { deeper, wider } from "../larger.ts";
import { opening, patches } from "./opening.ts";

/** Convolutions of 8, 5 and 3 steps one after the other, with shortcuts around each three of them or none. */
export const convolutions = defineFamily<"sequence">()({
  about: {
    name: "Convolutions along sequences",
    formula: "(convolution, batch norm, ReLU) × 3, in blocks; mean over steps; dense",
    use: "some hundred rows and more; fast, and what others are compared with",
    pitfall: "it sees some dozen steps at a time: longer patterns want a stride, or inceptionTime",
    reference: "Wang et al. 2017",
    seeAlso: ["inceptionTime", "randomKernels"],
  },
  space: () => ({
    width: int(16, 128, { log: true, tag: "model" }),
    blocks: int(1, 3, { tag: "model" }),
    shortcuts: bool({ tag: "model" }),
    kernel: choice([5, 7, 9], { tag: "model" }),
    stride: choice([1, 2, 4], { tag: "model" }),
    dropout: float(0, 0.5, { tag: "model" }),
  }),
  recipes: (facts) => {
    const stride = facts.shape[0] > 1024 ? 4 : facts.shape[0] > 384 ? 2 : 1;
    return [
      { width: 64, blocks: 1, shortcuts: false, kernel: 7, stride, dropout: 0.1 },
      { width: 48, blocks: 3, shortcuts: true, kernel: 7, stride, dropout: 0.1 },
    ] as const;
  },
  grows: { width: wider, blocks: deeper },
  network: ({ width, blocks, shortcuts, kernel, stride, dropout: share }, facts) => {
    const layers: LayerLike[] = [];
    for (let block = 0; block < blocks; block++) {
      const filters = block === 0 ? width : 2 * width;
      const inside = [kernel, 5, 3].flatMap((size, i) => [
        conv1d(filters, size),
        batchNorm(),
        ...(i < 2 ? [relu] : []),
      ]);
      layers.push(...(shortcuts ? [residual(...inside, { shortcut: "project" })] : inside), relu);
    }
    return sequential(
      ...opening(facts),
      ...(stride > 1 ? [patches(width, stride)] : []),
      ...layers,
      globalAveragePool(),
      ...(share > 0 ? [dropout(share)] : []),
      dense(facts.outputs),
    );
  },
});
