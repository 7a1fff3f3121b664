/** A colour of the styles for each family of networks, in the order in which they come. */
export const familyColours = (trials: readonly { readonly family: string }[]): ReadonlyMap<string, string> =>
  new Map([...new Set(trials.map(({ family }) => family))].map((family, i) => [family, `family${(i % 6) + 1}`]));
