import type { Story } from "../../stories/story.ts";
import type { WalkChoices } from "./choices.ts";

/** Places to begin at. */
export const stories: readonly Story<WalkChoices>[] = [
  {
    title: "A bowl",
    says: "Convex: both eigenvalues are above 0 everywhere and no chord runs below the curve, so the one minimum is the lowest point. One step of Newton's gets there.",
    choices: { surface: "valley", x: -3, y: 1.5, rate: 0.05 },
  },
  {
    title: "A pass",
    says: "The gradient is 0, one eigenvalue is 2, the other −2: a saddle. Along x it is a minimum, along y a maximum; cut it both ways.",
    choices: { surface: "saddle", x: 0, y: 0, cut: "y" },
  },
  {
    title: "A plain",
    says: "Next to no slope and next to no curvature: descent stands still although it is nowhere near the pit.",
    choices: { surface: "plateau", x: -2.8, y: 2.8, cut: "x", rate: 0.1 },
  },
  {
    title: "A hill among valleys",
    says: "Newton's step goes to where the slope is 0: here that is the top of the hill. Descent goes down from it.",
    choices: { surface: "himmelblau", x: 0, y: -0.5, cut: "least" },
  },
  {
    title: "A ravine",
    says: "λ₂ is four hundred times λ₁ here. A step that is short enough for the walls is far too short for the floor.",
    choices: { surface: "rosenbrock", x: -0.5, y: 0.25, cut: "most", reach: 0.5, rate: 0.002 },
  },
  {
    title: "Three legs",
    says: "Gradient and Hessian are 0, so the second derivatives do not say what it is; points around it do.",
    choices: { surface: "monkey", x: 0, y: 0, cut: "x" },
  },
];
