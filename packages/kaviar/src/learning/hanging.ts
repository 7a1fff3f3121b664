import { cellsOf } from "@kaviar/base/text";
import { inLines } from "./lay-out.ts";

/** A text beside what it begins with, on as many lines as it needs, all of them set as the first. */
export const hanging = (head: string, text: string, columns: number): string[] => {
  const indent = cellsOf(head);
  return inLines(text, columns - indent).map((line, i) => `${i === 0 ? head : " ".repeat(indent)}${line}`);
};
