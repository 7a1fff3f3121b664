import { featurePicture, features, type TrainedModel } from "@kaviar/nn";
import type { Tensor } from "@kaviar/tensor";
import { heldRows, type Rows, takeRows } from "../data/rows.ts";
import { dataUrl } from "./examples.ts";
import type { Picture } from "./network-report.ts";

/** Rows whose maps are shown, and channels of a layer. */
const most = { rows: 4, channels: 16 } as const;

/** What convolutions look for, and what they make of some rows. */
export const picturesOf = async (model: TrainedModel, rows: Rows): Promise<readonly Picture[]> => {
  const convolutions = Object.entries(model.params).filter(([name]) => /^conv2d\d*$/.test(name));
  const [first] = convolutions;
  const last = convolutions.at(-1);
  if (!("shape" in rows) || !first || !last) return [];
  const kernels = (first[1] as { readonly weight: Tensor }).weight;
  const shown = Int32Array.from({ length: Math.min(most.rows, rows.shape[0]!) }, (_, i) => i);
  const some = heldRows(takeRows(rows, shown));
  const count = Math.min(most.rows, rows.shape[0]!);
  const mapsOf = async (layer: string): Promise<Tensor> => {
    const maps = await features(model, layer).predict(some as never);
    return maps.slice(null, [0, Math.min(most.channels, maps.shape[1]!)]);
  };
  const picture = async (maps: Tensor, scale: number) => dataUrl(await featurePicture(maps, { scale }));
  const across = Math.min(most.channels, kernels.shape[0]!);
  return [
    {
      title: "What the first convolution looks for",
      says: "A square for each of its kernels, for each colour a line: bright counts for it, dark against it.",
      picture: await picture(kernels.slice([0, across]).transpose([1, 0, 2, 3]), 8),
    },
    ...(await Promise.all(
      [...new Set([first[0], last[0]])].map(async (layer) => ({
        title: `What ${layer} makes of ${count} rows`,
        says: "A line for each row, a square for each channel: bright where it fires.",
        picture: await picture(await mapsOf(layer), layer === first[0] ? 2 : 4),
      })),
    )),
  ];
};
