import { text } from "../arguments/readers.ts";

/** Where studies are when nobody says otherwise. */
export const defaultStorage = "sqlite:kaviar.db";

/** Where the studies are: an option of every command that reads or writes them. */
export const storageOption = {
  storage: {
    takes: "URL",
    read: text,
    about: `Where the studies are: sqlite:FILE or postgres://… (${defaultStorage})`,
  },
} as const;
