// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
const escapeSequences = /\x1b(\[[\d;?]*[A-Za-z]|\][^\x07\x1b]*(\x07|\x1b\\))/g;

/**
 * What a program printed, as the lines it is: without colours, moves of the cursor, titles of windows and whatever else steers a
 * terminal.
 *
 * ```ts
 * plainText("\u001b[32mdone\u001b[0m\n");                  // "done\n"
 * ```
 */
export const plainText = (text: string): string => text.replace(escapeSequences, "").replace(/(?![\n\t])\p{Cc}/gu, "");
