import type { Call, Translation } from "./call.ts";

/** Whether the places of a block come first among its channels, or the channels do. */
const modeOf = (call: Call): string => {
  const mode = call.text("mode", "DCR");
  if (mode === "DCR" || mode === "CRD") return mode;
  throw call.refuse(`its mode is "${mode}", and DCR and CRD are known`);
};

/** What lies in the channels of a pixel as a block of pixels, and back. (Shi et al. 2016) */
export const blocks = {
  DepthToSpace: (call: Call) => {
    const x = call.input(0);
    const size = call.integer("blocksize", 1);
    const mode = modeOf(call);
    const [n, c, h, w] = x.shape as [number, number, number, number];
    const deep = c / size ** 2;
    const apart =
      mode === "DCR"
        ? x.reshape([n, size, size, deep, h, w]).transpose([0, 3, 4, 1, 5, 2])
        : x.reshape([n, deep, size, size, h, w]).transpose([0, 1, 4, 2, 5, 3]);
    return apart.reshape([n, deep, h * size, w * size]);
  },
  SpaceToDepth: (call: Call) => {
    const x = call.input(0);
    const size = call.integer("blocksize", 1);
    const mode = modeOf(call);
    const [n, c, h, w] = x.shape as [number, number, number, number];
    return x
      .reshape([n, c, h / size, size, w / size, size])
      .transpose(mode === "DCR" ? [0, 3, 5, 1, 2, 4] : [0, 1, 3, 5, 2, 4])
      .reshape([n, c * size ** 2, h / size, w / size]);
  },
} satisfies Readonly<Record<string, Translation>>;
