import type { AnyTensor } from "../../core/tensor.ts";

/** [N, C, …] as [C, …, N]: rows of a patch are then as long as there are images. */
export const imagesLast = (x: AnyTensor): AnyTensor =>
  x
    .reshape([x.shape[0]!, -1])
    .transpose()
    .reshape([...x.shape.slice(1), x.shape[0]!]);

export const imagesFirst = (x: AnyTensor): AnyTensor => {
  const images = x.shape.at(-1)!;
  return x
    .reshape([-1, images])
    .transpose()
    .reshape([images, ...x.shape.slice(0, -1)]);
};
