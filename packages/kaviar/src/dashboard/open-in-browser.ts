import { spawn } from "node:child_process";

/** What opens an address on a system. */
const opener = (url: string): readonly [command: string, ...args: string[]] => {
  if (process.platform === "darwin") return ["open", url];
  if (process.platform === "win32") return ["cmd", "/c", "start", "", url];
  return ["xdg-open", url];
};

/** Opens an address in the browser of the user; where there is none nothing happens: the address was printed. */
export const openInBrowser = (url: string): void => {
  const [command, ...args] = opener(url);
  const child = spawn(command, args, { stdio: "ignore", detached: true });
  child.on("error", () => {});
  child.unref();
};
