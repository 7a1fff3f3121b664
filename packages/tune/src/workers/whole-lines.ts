import { StringDecoder } from "node:string_decoder";

/**
 * Hands on what a process prints line by line, so that lines of several processes never mix: the end of a line that is not
 * there yet is waited for. A carriage return ends one too, as in progress bars.
 */
export const wholeLines = (write: (text: string) => void) => {
  const decoder = new StringDecoder();
  let held = "";
  return {
    take: (chunk: Buffer): void => {
      const text = held + decoder.write(chunk);
      const end = Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r")) + 1;
      held = text.slice(end);
      if (end > 0) write(text.slice(0, end));
    },
    /** The process prints no more. */
    end: (): void => {
      const last = held + decoder.end();
      held = "";
      if (last !== "") write(`${last}\n`);
    },
  };
};
