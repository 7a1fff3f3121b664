/** FNV-1a of a text, over its UTF-16 units, as 32 bits. (Fowler, Noll & Vo 1991) */
export const fnv1a = (text: string): number => {
  let hash = offsetBasis;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), prime);
  return hash >>> 0;
};

/** FNV-1a over 32-bit words: four bytes a step. Go on from an earlier result to take in one piece after the other. */
export const fnv1aOfWords = (words: Uint32Array, before: number = offsetBasis): number => {
  let hash = before;
  for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ words[i]!, prime);
  return hash >>> 0;
};

const offsetBasis = 0x811c9dc5;
const prime = 0x01000193;
