import { cellsOf, fold } from "@kaviar/base/text";

/** A text beside what it begins with, on as many lines as it needs, all of them set as the first. */
export const hanging = (head: string, text: string, columns: number): string[] => {
  const indent = cellsOf(head);
  return fold(text, columns - indent).map((line, i) => `${i === 0 ? head : " ".repeat(indent)}${line.trim()}`);
};
