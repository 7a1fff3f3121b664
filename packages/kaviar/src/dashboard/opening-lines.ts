import { basename } from "node:path";
import type { Dashboard } from "@kaviar/ui";
import { fileOf } from "../studies/storage-option.ts";

interface Opened {
  /** As it is shown, without its password. */
  readonly storage: string;
  readonly host: string;
  /** The port that was asked for; undefined where any would do. */
  readonly port: number | undefined;
  readonly usualPort: number;
  /** What it answers to beside the names of this machine. */
  readonly names: readonly string[];
  /** Whether it prints a new link where Enter is pressed. */
  readonly hearsEnter: boolean;
}

/** What there is to see, where, and who can. */
export const openingLines = (
  { url, port: taken, studies }: Pick<Dashboard, "url" | "port" | "studies">,
  { storage, host, port, usualPort, names, hearsEnter }: Opened,
): readonly string[] => {
  const file = fileOf(storage);
  const running = studies.filter(({ isRunning }) => isRunning).length;
  const what = `${file === undefined ? storage : basename(file)}: ${studies.length === 1 ? "1 study" : `${studies.length} studies`}, ${running} running.`;
  const isHere = ["127.0.0.1", "::1", "localhost"].includes(host);
  return [
    `${what}  ${url}   (${isHere ? "only this machine" : `whoever reaches ${host} and has the link`})`,
    ...(port === undefined && taken !== usualPort ? [`Port ${usualPort} is taken: this is the next free one.`] : []),
    ...(isHere || !isEveryAddress(host) || names.length > 0
      ? []
      : ["From other machines it answers to a name of --allow-host only."]),
    ...(isHere ? [] : ["The link and all it shows go over the network as they are: use it where you trust everybody."]),
    hearsEnter
      ? "The link lets one browser in, once: Enter prints another one. Ctrl-C ends it."
      : "The link lets one browser in, once. Ctrl-C ends it.",
  ];
};

const isEveryAddress = (host: string): boolean => host === "0.0.0.0" || host === "::";
