/** 5000 → "5 000": a number of rows is read at a glance. */
const spaced = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, " ");

/** 1 row, 5 000 rows. */
export const counted = (n: number, word: string): string => `${spaced(n)} ${word}${n === 1 ? "" : "s"}`;

/** A share in whole per cent: 14 %; less than half a per cent is not nothing. */
export const percent = (share: number): string =>
  share > 0 && share < 0.005 ? "<1 %" : share < 1 && share > 0.995 ? ">99 %" : `${Math.round(100 * share)} %`;
