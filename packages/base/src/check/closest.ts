/** How many letters have to be typed, dropped, changed or swapped to get from one word to another. (Damerau 1964, Levenshtein 1966) */
const distance = (a: string, b: string): number => {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j]!, before[j - 2]! + 1);
    }
    before = above;
    above = row;
  }
  return above[b.length]!;
};

/** The name a mistyped word was meant to be; undefined when none is near: up to a third of its letters are slips. */
export const closest = (word: string, names: readonly string[]): string | undefined => {
  const near = names
    .map((name) => ({ name, far: distance(word.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.far - b.far)[0];
  return near !== undefined && near.far <= Math.floor(word.length / 3) ? near.name : undefined;
};

/** "Did you mean digits?", or else the names there are. */
export const didYouMean = (
  word: string,
  names: readonly string[],
  otherwise: string,
  quote: (name: string) => string = (name) => name,
): string => {
  const near = closest(word, names);
  return near === undefined ? otherwise : `Did you mean ${quote(near)}?`;
};
