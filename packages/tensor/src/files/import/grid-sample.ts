import { range } from "../../values/shape.ts";
import type { Translation } from "./call.ts";
import { type Sampling, sampled } from "./sampling.ts";

const modes: Readonly<Record<string, Sampling["mode"]>> = {
  bicubic: "cubic",
  bilinear: "linear",
  cubic: "cubic",
  linear: "linear",
  nearest: "nearest",
};
const paddings: Readonly<Record<string, Sampling["padding"]>> = {
  border: "border",
  reflection: "reflection",
  zeros: "zeros",
};

/** Images at places that are computed, from −1 to 1 along each axis. (Jaderberg et al. 2015) */
export const gridSample: Translation = (call) => {
  const [x, grid] = [call.input(0), call.input(1)];
  const mode = call.oneOf("mode", "linear", modes);
  const padding = call.oneOf("padding_mode", "zeros", paddings);
  const corners = call.flag("align_corners", false);
  const lengths = x.shape.slice(2);
  const places = lengths.map((length, i) => {
    // The last number of a place is along the first axis.
    const each = grid.slice(...range(grid.rank - 1).map(() => null), lengths.length - 1 - i).add(1);
    return corners ? each.mul((length - 1) / 2) : each.mul(length).sub(1).div(2);
  });
  return sampled(x, places, { mode, padding, corners });
};
