import {
  batchNorm,
  concatenate,
  conv1d,
  dense,
  dropout,
  globalAveragePool,
  type LayerLike,
  maxPool,
  parallel,
  relu,
  residual,
  sequential,
} from "@kaviar/nn";
import { choice, float, int } from "@kaviar/tune";
import { defineFamily } from "../../contract/define-family.ts";
import type { SequenceFacts } from "../../contract/facts.ts";
import { deeper, wider } from "../larger.ts";
import { opening, patches } from "./opening.ts";

/** Kernels from the longest down by halves, of odd length, and none longer than the series. */
const sizesOf = (longest: number, { shape: [steps] }: SequenceFacts): readonly number[] => {
  const odd = (size: number): number => Math.max(3, 2 * Math.floor(size / 2) + 1);
  const most = Math.min(longest, steps);
  return [...new Set([odd(most), odd(most / 2), odd(most / 4)])];
};

/** Kernels of several lengths side by side, and the largest of neighbours, on a few mixed channels. */
const inception = (filters: number, sizes: readonly number[], isFirst: boolean): readonly LayerLike[] => {
  const mixed = (layer: LayerLike): LayerLike =>
    isFirst ? layer : sequential(conv1d(filters, 1, { bias: false }), layer);
  return [
    parallel(
      ...sizes.map((size) => mixed(conv1d(filters, size, { bias: false }))),
      sequential(maxPool(3, { stride: 1 }), conv1d(filters, 1, { bias: false })),
    ),
    concatenate(),
    batchNorm(),
  ];
};

/** Convolutions of several lengths side by side, three such blocks under each shortcut. */
export const inceptionTime = defineFamily<"sequence">()({
  about: {
    name: "Convolutions of several lengths side by side",
    formula:
      "blocks of [conv 10, conv 20, conv 40, pool] → batch norm → ReLU, a shortcut around three; mean over steps; dense",
    use: "some hundred rows and more: patterns of any length in signals",
    pitfall: "an ensemble of five is what is published: a single one varies with its seed",
    reference: "Ismail Fawaz et al. 2020",
    seeAlso: ["convolutions", "randomKernels"],
  },
  space: () => ({
    filters: int(8, 32, { log: true, tag: "model" }),
    blocks: int(1, 3, { tag: "model" }),
    longest: choice([9, 19, 39], { tag: "model" }),
    stride: choice([1, 2, 4], { tag: "model" }),
    dropout: float(0, 0.5, { tag: "model" }),
  }),
  recipes: (facts) => {
    const stride = facts.shape[0] > 1024 ? 4 : facts.shape[0] > 384 ? 2 : 1;
    return [
      { filters: 16, blocks: 1, longest: 39, stride, dropout: 0.1 },
      { filters: 32, blocks: 2, longest: 39, stride, dropout: 0.1 },
    ] as const;
  },
  grows: { filters: wider, blocks: deeper },
  network: ({ filters, blocks, longest, stride, dropout: share }, facts) => {
    const steps = Math.ceil(facts.shape[0] / stride);
    const sizes = sizesOf(longest, { ...facts, shape: [steps, facts.shape[1]] });
    const layers: LayerLike[] = [];
    // A single step has no neighbours.
    for (let block = 0; block < blocks; block++) {
      const inside = [0, 1, 2].flatMap((i) => [
        ...(steps > 1 ? inception(filters, sizes, block === 0 && i === 0) : [conv1d(filters, 1), batchNorm()]),
        ...(i < 2 ? [relu] : []),
      ]);
      layers.push(residual(...inside, { shortcut: "project" }), relu);
    }
    return sequential(
      ...opening(facts),
      ...(stride > 1 ? [patches(filters, stride)] : []),
      ...layers,
      globalAveragePool(),
      ...(share > 0 ? [dropout(share)] : []),
      dense(facts.outputs),
    );
  },
});
