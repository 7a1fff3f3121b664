import type { Tensor } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";

/** Images [N, H, W, C], as files have them, as [N, C, H, W]: `sequential(channelsFirst, conv2d(8, 3), …)`. */
export const channelsFirst = (x: Tensor): Tensor => {
  if (x.rank === 4) return x.transpose([0, 3, 1, 2]);
  throw new ModelError(
    "shape",
    `channelsFirst needs images [N, H, W, C]: got [${["N", ...x.shape.slice(1)].join(", ")}].`,
    { remedy: "Images without colours have one channel: put reshape([1, H, W]) in its place." },
  );
};
