import { ModelError } from "../../../error.ts";

/** The axes along which a signal extends: those of images [N, C, H, W] and volumes, the steps of sequences [N, T, F]. */
export const spatialAxes = (
  kind: string,
  x: { readonly rank: number; readonly shape: readonly number[] },
): number[] => {
  if (x.rank === 4) return [2, 3];
  if (x.rank === 5) return [2, 3, 4];
  if (x.rank === 3) return [1];
  throw new ModelError(
    "shape",
    `${kind} needs images [N, C, H, W] or sequences [N, T, F]: got [${["N", ...x.shape.slice(1)].join(", ")}].`,
  );
};
