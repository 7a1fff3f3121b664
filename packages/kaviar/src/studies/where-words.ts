import type { Style } from "@kaviar/base/text";
import { studyCommand } from "./study-command.ts";

/** Where the trials are: in a storage as it is shown, without its password. */
export const whereWords = (name: string, storage: string, style: Style): string =>
  `See them: ${style.bold(studyCommand("study show", name, storage))}`;
