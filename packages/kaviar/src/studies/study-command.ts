import { shownUrl } from "@kaviar/base/text";
import { shellWord } from "../command/shell-word.ts";
import { defaultStorage } from "./storage-option.ts";

/**
 * A command about a study as it can be typed, of a storage as it is shown: without its password. A name that begins with
 * a hyphen stands at the end, behind two of them.
 */
export const studyCommand = (command: string, name: string, storage: string): string => {
  const word = shellWord(name);
  const where = storage === shownUrl(defaultStorage()) ? "" : ` --storage ${shellWord(storage)}`;
  return name.startsWith("-") ? `kaviar ${command}${where} -- ${word}` : `kaviar ${command} ${word}${where}`;
};
