/** What the example's page is made from: the losses of some runs, epoch by epoch. */
export interface Race {
  readonly name: string;
  readonly runs: readonly {
    readonly optimizer: string;
    readonly losses: readonly number[];
    readonly milliseconds: number;
  }[];
}
