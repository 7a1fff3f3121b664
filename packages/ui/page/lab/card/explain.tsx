import { openCard } from "./cards.ts";

interface ExplainProps {
  /** The key of the card. */
  readonly of: string;
  /** How the thing is called here. */
  readonly title: string;
}

/** The mark beside whatever has a card: it opens beside the page. */
export const Explain = ({ of, title }: ExplainProps) => (
  <button
    type="button"
    class="explain"
    aria-label={`What is ${title}?`}
    aria-expanded={openCard.value === of}
    onClick={() => {
      openCard.value = openCard.value === of ? undefined : of;
    }}
  >
    ?
  </button>
);
