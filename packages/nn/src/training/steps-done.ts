/** What a stretch of steps has brought: as many as fit into one run of the graph, never across the end of an epoch. */
export interface StepsDone {
  /** The epoch they are of, from 1. */
  readonly epoch: number;
  /** Updates since the run began. */
  readonly step: number;
  /** The loss of each of them. */
  readonly losses: Float32Array;
  /** The length of the last one's gradient. */
  readonly gradientNorm: number;
  /** The rate of the last one, where the optimizer says one. */
  readonly rate?: number;
}
