import { partsOf } from "./words.ts";

interface PipelineWordsProps {
  readonly words: string | undefined;
  /** Parts that were there before: the others stand out. */
  readonly known?: ReadonlySet<string> | undefined;
}

/** A pipeline part by part, each with its options. */
export const PipelineWords = ({ words, known }: PipelineWordsProps) => (
  <ol class="pipeline">
    {words === undefined ? (
      <li class="note">not known yet</li>
    ) : (
      partsOf(words).map((part, place) => {
        const at = part.indexOf("(");
        const [name, options] = at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + 1, -1)];
        return (
          <li key={place} class={known !== undefined && !known.has(part) ? "new" : ""}>
            <b>{name}</b> {options}
          </li>
        );
      })
    )}
  </ol>
);
