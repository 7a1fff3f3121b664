import { withCard } from "@kaviar/base/card";
import { type Key, permutation, split, uniform } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import { type BatchTransform, type MixingOptions, mix, mixable, mixing } from "./contract/batch-transform.ts";
import { beta } from "./contract/beta.ts";
import { boxMask } from "./contract/box.ts";

const read = mixing("cutmix", 1);

/**
 * Each image gets a rectangle of another one of its batch, and of its target the share that the rectangle has of the image.
 *
 * ```ts
 * train(model, data, { loss: softmaxCrossEntropy, transform: cutmix({ classes: 10 }) })
 * ```
 * Class numbers become shares of classes: the loss must take distributions.
 */
export const cutmix = withCard(
  function cutmix(given: MixingOptions = {}): BatchTransform {
    const { alpha, classes } = read(given);
    return (key, { x, y }) => {
      if (x.rank !== 4) {
        throw new ModelError("shape", `cutmix needs images [N, C, H, W]: got [${x.shape.join(", ")}].`, {
          remedy: "For tables use mixup.",
        });
      }
      const [drawn, paired, down, across] = split(key, 4) as [Key, Key, Key, Key];
      const targets = mixable("cutmix", y, classes);
      const [n, , rows, columns] = x.shape as [number, number, number, number];
      const side = beta(drawn, n, alpha).neg().add(1).sqrt().expandDims(1);
      const [height, width] = [side.mul(rows).round(), side.mul(columns).round()];
      const start = (from: Key, length: number, size: typeof height) =>
        uniform(from, [n, 1]).mul(length).floor().sub(size.div(2).floor());
      const box = { height, width, top: start(down, rows, height), left: start(across, columns, width) };
      const pasted = boxMask(box, rows, columns);
      const partner = permutation(paired, n);
      // Of what is left of a rectangle at the border.
      const shares = pasted.mean([1, 2, 3]).neg().add(1);
      return {
        x: pasted.greater(0.5).where(x.gather(partner), x),
        y: mix(shares, targets, targets.gather(partner)),
      };
    };
  },
  {
    about: {
      name: "CutMix",
      formula: "x̃ = xⱼ inside a rectangle of share 1 − λ, else xᵢ; ỹ = λyᵢ + (1 − λ)yⱼ",
      use: "images: as cutout, without wasting pixels",
      pitfall: "the rectangle may hold only background while the label says otherwise",
      reference: "Yun et al. 2019",
      seeAlso: ["mixup", "cutout"],
    },
  },
);
