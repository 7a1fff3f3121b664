/** The same text, with U+FFFD for halves of letters (lone surrogates), as a cut text ends in: they have no bytes. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, "\ufffd");
