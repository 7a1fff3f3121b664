import type { Question } from "@kaviar/base/quiz";
import { signal } from "@preact/signals";

/** Questions about one thing. */
export interface Heading {
  /** As it stands in the address. */
  readonly name: string;
  readonly title: string;
  readonly questions: readonly Question[];
}

/** All of them; undefined until they have come. */
export const headings = signal<readonly Heading[] | undefined>(undefined);

export const readHeadings = async (): Promise<void> => {
  const response = await fetch("quiz.json");
  headings.value = (await response.json()) as readonly Heading[];
};
