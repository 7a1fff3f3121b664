import type { Style } from "@kaviar/base/text";
import { shownUrl } from "@kaviar/base/text";
import { shellWord } from "../command/shell-word.ts";
import { defaultStorage } from "./storage-option.ts";

/** Where the trials are: in a storage as it is shown, without its password. */
export const whereWords = (name: string, storage: string, style: Style): string =>
  `See them: ${style.bold(`kaviar study show ${shellWord(name)}${storageWords(storage)}`)}`;

const storageWords = (url: string): string =>
  url === shownUrl(defaultStorage()) ? "" : ` --storage ${shellWord(url)}`;
