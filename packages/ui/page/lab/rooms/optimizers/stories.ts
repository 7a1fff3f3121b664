import type { Story } from "../../stories/story.ts";
import type { RaceChoices } from "./choices.ts";

/** Races to begin with. */
export const stories: readonly Story<RaceChoices>[] = [
  {
    title: "Momentum in a valley",
    says: "Descent swings across the valley and crawls along it. What all gradients agree on adds up in momentum's average, what changes sign cancels: it arrives in a quarter of the steps.",
    choices: { surface: "valley", sgd: 0.09, momentum: 0.22, adam: 0, beta: 0.4 },
  },
  {
    title: "A rate too high by a hair",
    says: "Across the valley the curvature is λ = 20, so the limit is η = 2/λ = 0.1. At 0.101 each swing is a little wider than the last. Set the rate of gradient descent to 0.1, then 0.03.",
    choices: { surface: "valley", sgd: 0.101, momentum: 0, adam: 0, x: -3.5, y: 0.3 },
  },
  {
    title: "Off a saddle",
    says: "All start almost on the ridge, where the gradient points to the pass. Steps of Adam do not shrink with the gradient, so it is the first to fall off; descent stands by the pass for long.",
    choices: { surface: "saddle", sgd: 0.03, momentum: 0.03, adam: 0.03, x: -1.6, y: 0.00001, steps: 300 },
  },
  {
    title: "On a plateau",
    says: "Out on the plain there is next to no slope: descent and momentum hardly move. Adam and RMSprop divide the gradient by its own size and walk on.",
    choices: { surface: "plateau", sgd: 0.03, momentum: 0.03, adam: 0.03, rmsprop: 0.03, x: -2.1, y: 1.6 },
  },
  {
    title: "Along a bent ravine",
    says: "The rate that the steep walls allow is far too small for the floor. Nesterov and Adam come far, plain descent hardly gets on.",
    choices: { surface: "rosenbrock", sgd: 0.001, momentum: 0.002, nesterov: 0.0005, adam: 0.1, steps: 500 },
  },
  {
    title: "Into the wrong hollow",
    says: "Descent ends in the hollow beside the start. Momentum's speed carries it into a lower one, Adam's long steps happen to meet the lowest. None of them can tell: move the start and see.",
    choices: { surface: "ripples", sgd: 0.02, momentum: 0.3, adam: 1, steps: 300 },
  },
  {
    title: "Noisy gradients",
    says: "As from small batches. Near the minimum the noise is all there is: nobody comes to rest. Averages smooth it; a lower rate gets nearer, more slowly.",
    choices: { surface: "valley", sgd: 0.05, momentum: 0.05, adam: 0.1, noise: 5 },
  },
];
