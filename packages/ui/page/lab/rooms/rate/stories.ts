import type { Story } from "../../stories/story.ts";
import type { RateChoices } from "./choices.ts";

/** Pages to begin with. */
export const stories: readonly Story<RateChoices>[] = [
  {
    title: "Six rates",
    says: "The same net, the same points, the same first weights: only the rate differs. Too low and it crawls, too high and it swings or breaks; what is good lies in between, a factor of three or so wide.",
    choices: {},
  },
  {
    title: "Adam's rates",
    says: "Adam's steps are about as long as its rate, whatever the gradient: good rates lie ten times lower, and far more of them work.",
    choices: { optimizer: "adam", rate: 0.01 },
  },
  {
    title: "Batch sizes",
    says: "After as many epochs a batch of one row has made 64 times as many steps as a batch of all: it is further, and its curve is noisier.",
    choices: { differ: "batch", rate: 0.05 },
  },
  {
    title: "A batch of all, a higher rate",
    says: "Without noise a higher rate can be stood. Single rows break at it, the batch of all catches up.",
    choices: { differ: "batch", rate: 0.3, epochs: 300 },
  },
];
