/**
 * Two to `most` letters of a word in a row, with a space for where it begins and ends: pieces tell what words of one stem,
 * and slips of the pen, have in common.
 */
export const piecesOf = (word: string, most: number): readonly string[] => {
  const letters = [" ", ...word, " "];
  const pieces: string[] = [];
  for (let length = 2; length <= Math.min(most, letters.length); length++)
    for (let i = 0; i + length <= letters.length; i++) pieces.push(letters.slice(i, i + length).join(""));
  return pieces;
};
