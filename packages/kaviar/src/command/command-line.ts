import { hidePasswords } from "@kaviar/base/text";
import { shellWord } from "./shell-word.ts";

/** What was typed, to be written into files: without passwords. */
export const commandLine = (): string =>
  ["kaviar", ...process.argv.slice(2)].map((word) => shellWord(hidePasswords(word))).join(" ");
