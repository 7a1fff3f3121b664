import { text } from "../arguments/readers.ts";

/** The file that studies are in when nobody says otherwise. */
const usualFile = "sqlite:kaviar.db";

/** Where studies are when a command does not say: where the environment says, else in a file of the working directory. */
export const defaultStorage = (): string => process.env.KAVIAR_STORAGE || usualFile;

/** The file of a storage; undefined where it is none. */
export const fileOf = (storage: string): string | undefined => /^sqlite:(.*)$/.exec(storage)?.[1];

/** Where the studies are: an option of every command that reads or writes them. */
export const storageOption = {
  storage: {
    takes: "URL",
    read: text,
    about: `Where the studies are: sqlite:FILE or postgres://… (what KAVIAR_STORAGE says, else ${usualFile})`,
  },
} as const;
