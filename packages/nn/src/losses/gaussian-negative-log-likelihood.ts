import { createLoss } from "./contract/create-loss.ts";

/** ½(s + (y − μ)²e⁻ˢ + log 2π): the first half of a prediction's last axis is the mean μ, the second s = log σ². */
export const gaussianNegativeLogLikelihood = createLoss(
  "gaussianNegativeLogLikelihood",
  {
    target: "values",
    predictionsPerTarget: 2,
    about: {
      name: "Gaussian negative log-likelihood",
      formula: "(s + (y − μ)²e⁻ˢ + log 2π) / 2, s = log σ²",
      use: "regression that says how sure it is: dense(2) for one target, a mean and a log-variance",
      pitfall:
        "sure and wrong is costly early on: the means may be learned first, by meanSquaredError; s is clipped to ±30",
      reference: "Nix & Weigend 1994",
      seeAlso: ["meanSquaredError", "pinball"],
    },
  },
  (prediction, target) => {
    const [mean, logVariance] = prediction.split(2, -1) as [typeof prediction, typeof prediction];
    const s = logVariance.clip(-30, 30);
    const squared = target.sub(mean).square().mul(s.neg().exp());
    return squared
      .add(s)
      .add(Math.log(2 * Math.PI))
      .mul(0.5)
      .mean(-1);
  },
);
