/**
 * Pieces of a text that no token reaches across: a word with the space before it, digits, marks, white space. Together
 * they are the whole text. (After Radford et al. 2019; marks of vowels stay with their letters here.) None is longer than 64
 * letters: the time that merging takes grows with the square of it.
 */
const piece = / ?[\p{L}\p{M}]{1,64}| ?\p{N}{1,64}| ?[^\s\p{L}\p{M}\p{N}]{1,64}|\s{1,64}(?!\S)|\s/gu;

export const piecesIn = (text: string): readonly string[] => text.match(piece) ?? [];
