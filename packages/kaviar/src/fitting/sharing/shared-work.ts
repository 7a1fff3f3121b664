import type { Study, StudyEvent } from "@kaviar/tune";

/** A search that several machines work on, whatever it looks for: `E` is what happens in it. */
export interface SharedWork<E> {
  begin(): Promise<void>;
  /** Says why the search is over; undefined where it is not, but this was told to leave it. */
  join(): Promise<string | undefined> & AsyncIterable<E>;
  watch(follow: (study: Study) => AsyncIterable<StudyEvent>): AsyncIterable<E>;
}

/** What shows people how far a search is. */
export interface Watching<E> {
  hear(event: E | { readonly kind: "finishing"; readonly doing: string }): void;
  stop(): void;
}
