const longest = 400;

/** Words of a pipeline, a value or a reason, no longer than a reader goes along with. */
export const shownWords = (words: string, most = longest): string =>
  words.length > most ? `${words.slice(0, most - 1)}…` : words;
