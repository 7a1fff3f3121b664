import type { Story } from "../../stories/story.ts";
import type { OverfittingChoices } from "./choices.ts";

/** Pages to begin with. */
export const stories: readonly Story<OverfittingChoices>[] = [
  {
    title: "Twelve noisy points",
    says: "The bare net goes through every point, noise and all: its training loss falls on and on, while the test turns up. Each of the others holds it back in its own way.",
    choices: {},
  },
  {
    title: "Without noise",
    says: "Where there is no noise there is nothing wrong to learn by heart: the bare net does well.",
    choices: { noise: 0 },
  },
  {
    title: "A penalty too strong",
    says: "Held back too much it does not even follow the wave: that is underfitting, and shows in the training loss too.",
    choices: { strength: 0.3, dropout: false, stopped: false, smaller: false, data: false },
  },
  {
    title: "More data alone",
    says: "Nothing helps as data do: the large net with ten times the points beats the rest, without any trick.",
    choices: { l2: false, dropout: false, stopped: false, smaller: false },
  },
];
