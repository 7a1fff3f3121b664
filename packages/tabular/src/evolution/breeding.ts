/** How a search breeds. */
export interface Breeding {
  /** How many pipelines are parents of the next. */
  readonly population: number;
  /** Whether a family of models is drawn first, and the mother is the best of hers: else any of the population may be. */
  readonly families: boolean;
  /** How often numbers are tuned where there are some to be. */
  readonly tuned: number;
  /** Of all other children the share that has two parents. */
  readonly crossed: number;
  /** How often parents are chosen by their score alone; else small and fast ones have their turn. */
  readonly byScore: number;
}

/** That of `autofit`. */
export const usualBreeding: Breeding = { population: 40, families: true, tuned: 0.25, crossed: 0.16, byScore: 0.6 };
