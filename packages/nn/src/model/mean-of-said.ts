import type { Tensor } from "@kaviar/tensor";
import type { Loss } from "../losses/contract/loss.ts";
import type { TrainedModel } from "./trained-model.ts";

type MeanOf = (said: readonly Tensor[]) => Tensor;

const mean: MeanOf = (said) => said.reduce((sum, y) => sum.add(y)).div(said.length);

const means = {
  none: mean,
  /** softmax(log p) = p. */
  softmax: (said: readonly Tensor[]) =>
    mean(said.map((z) => z.softmax(-1)))
      .maximum(1e-30)
      .log(),
  /** σ(log p − log(1 − p)) = p. */
  sigmoid: (said: readonly Tensor[]) => {
    const p = mean(said.map((z) => z.sigmoid())).clip(1e-7, 1 - 1e-7);
    return p.log().sub(p.neg().log1p());
  },
} as const;

/** The mean of what models like this one say: of probabilities where it was trained on logits, given as logits again. */
export const meanOfSaid = ({ parts }: TrainedModel): MeanOf =>
  means[(parts.loss as Partial<Loss> | undefined)?.link ?? "none"];
