import type { SearchFacts } from "../../../../src/searches/search-facts.ts";

/** What was decided and left out on the way, and what of the study could not be read. */
export const Notes = ({ search: { notes, unread } }: { readonly search: SearchFacts }) =>
  notes.length === 0 && unread.length === 0 ? undefined : (
    <section id="notes" aria-labelledby="notes-title">
      <h2 id="notes-title">Notes</h2>
      {notes.length > 0 && (
        <ul>
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {unread.length > 0 && (
        <p class="note">
          What the study keeps of the search could not be read in part, and is left out: {unread.join(", ")}.
        </p>
      )}
    </section>
  );
