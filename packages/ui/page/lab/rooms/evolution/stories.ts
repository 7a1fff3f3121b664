import type { Story } from "../../stories/story.ts";
import type { EvolutionChoices } from "./choices.ts";

const asUsual = {
  models: "all",
  begin: "drawn",
  population: 12,
  generations: 8,
  crossed: 0.2,
  judge: "both",
  families: false,
  racing: false,
  seed: 4,
  pipeline: -1,
} satisfies Partial<EvolutionChoices>;

/** Runs to begin with. */
export const stories: readonly Story<EvolutionChoices>[] = [
  {
    title: "A scaler before the neighbours",
    says: "All end in k nearest neighbours. The number of the card is by far the longest of the columns, so without a scaler it alone says who is near. Three of the first twelve have a scaler by chance; from the third generation on all have one.",
    choices: { ...asUsual, models: "kNearest", judge: "score", seed: 2 },
  },
  {
    title: "Crossover joins two finds",
    says: "Linear models, most children with two parents. Pipeline 62 takes the products of the columns from its mother and the values of its logistic regression from its father, and is better than both. Below the tree it is looked at from near.",
    choices: { ...asUsual, models: "linear", crossed: 0.8, seed: 3, pipeline: 62 },
  },
  {
    title: "Crossover makes nothing new",
    says: "The same with other first pipelines: none of them multiplies columns, so crossing them cannot either, and too little mutates. Drawn at random some do, and random search wins by far.",
    choices: { ...asUsual, models: "linear", crossed: 0.8, seed: 5 },
  },
  {
    title: "Without parsimony they grow",
    says: "Judged by the score alone: twelve generations later a pipeline has six parts where it had three and a half, and scores next to nothing more than with four. Let size count, and they stay small.",
    choices: { ...asUsual, models: "linear", judge: "score", generations: 12, seed: 1 },
  },
  {
    title: "Random is as good",
    says: "With one model and a few values to choose there is not much to find, and as many pipelines drawn at random find it too: the difference is smaller than what three folds can tell. Breeding pays where several things have to come together.",
    choices: { ...asUsual, models: "kNearest", seed: 5 },
  },
  {
    title: "Luck on three folds",
    says: "Evolution's best keeps four of five columns, by what each says alone. Each of the three folds happens to keep the visits; fitted to all members it drops them, and keeps the mail, which says nothing. Its folds say 0.915, two thousand other members 0.647. The best at random scores less on folds and far more there.",
    choices: { ...asUsual, models: "kNearest", judge: "score", seed: 8 },
  },
];
