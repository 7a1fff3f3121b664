import { shownScore } from "@kaviar/page";

/** What a constant answer differs by from fold to fold is how its sums were rounded. */
const rounding = 1e-12;

/** A score with the standard deviation over the folds. */
export const spread = ({ mean, std }: { readonly mean: number; readonly std: number }): string =>
  Number.isFinite(std) && std > rounding * Math.abs(mean)
    ? `${shownScore(mean)} ± ${Number(std.toPrecision(2))}`
    : shownScore(mean);
