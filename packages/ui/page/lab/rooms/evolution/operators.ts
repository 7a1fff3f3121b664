/** What was done to make a pipeline, in words. */
const operators: Readonly<Record<string, (parents: readonly number[]) => string>> = {
  drawn: () => "drawn at random",
  portfolio: () => "known to do well on tables",
  insert: ([mother]) => `a part put into ${mother}`,
  replace: ([mother]) => `a part of ${mother} replaced`,
  shrink: ([mother]) => `a part taken out of ${mother}`,
  cross: ([mother, father]) => `${mother} crossed with ${father}`,
  near: ([mother]) => `a value of ${mother} moved a little`,
  far: ([mother]) => `a value of ${mother} drawn anew`,
  tune: ([mother]) => `numbers of ${mother} tuned by what its like have scored`,
};

export const madeBy = (operator: string, parents: readonly number[]): string =>
  operators[operator]?.(parents) ?? operator;
