import { concat, type Shape, type Tensor } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";

/** Refuses what has no three colours. */
export const colours =
  (kind: string) =>
  (inputShape: Shape): void => {
    if (inputShape.length === 3 && inputShape[0] === 3) return;
    throw new ModelError(
      "shape",
      `${kind} needs images of red, green and blue, [N, 3, H, W]: got [${["N", ...inputShape].join(", ")}].`,
      { remedy: "Where the colours come last, channelsFirst goes before it; grey images have no colour to change." },
    );
  };

const parts = (x: Tensor) => x.split(3, 1) as [red: Tensor, green: Tensor, blue: Tensor];

/** How bright a colour looks: 0.299 R + 0.587 G + 0.114 B, of [N, 3, H, W] as [N, 1, H, W]. (ITU-R BT.601) */
export const luma = (x: Tensor): Tensor => {
  const [red, green, blue] = parts(x);
  return red.mul(0.299).add(green.mul(0.587)).add(blue.mul(0.114));
};

/**
 * Colours with their hue turned by shares of the circle, [N, 1, 1, 1]; value and saturation stay. Back from hue h in sixths,
 * value v and chroma c each channel is v − c · max(0, min(k, 4 − k, 1)), k = (n + h) mod 6 with n = 5, 3, 1. (Smith 1978)
 */
export const turnHue = (x: Tensor, share: Tensor): Tensor => {
  const [red, green, blue] = parts(x);
  const value = red.maximum(green).maximum(blue);
  const chroma = value.sub(red.minimum(green).minimum(blue));
  const steps = chroma.greater(0).where(chroma, 1);
  const ofRed = green.sub(blue).div(steps);
  const ofGreen = blue.sub(red).div(steps).add(2);
  const ofBlue = red.sub(green).div(steps).add(4);
  const hue = red.equal(value).where(ofRed, green.equal(value).where(ofGreen, ofBlue));
  const turned = hue.add(share.mul(6));
  const channel = (n: number): Tensor => {
    const k = turned.add(n);
    const within = k.sub(k.div(6).floor().mul(6));
    return value.sub(chroma.mul(within.minimum(within.neg().add(4)).minimum(1).maximum(0)));
  };
  return concat([channel(5), channel(3), channel(1)], 1);
};
