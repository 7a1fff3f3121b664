export { type GreedyEnsembleOptions, greedyEnsemble } from "./greedy-ensemble.ts";
export { type StackingOptions, stacking } from "./stacking.ts";
export { type VotingOptions, voting } from "./voting.ts";
