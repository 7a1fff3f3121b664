import { useEffect, useRef } from "preact/hooks";
import { cards, cardsFault, openCard, readCards } from "./cards.ts";

/** The card that is open: it stays while the page goes on, and Escape closes it. */
export const CardAside = () => {
  const key = openCard.value;
  const title = useRef<HTMLHeadingElement>(null);
  const opener = useRef<Element | null>(null);
  useEffect(() => {
    if (key === undefined) return;
    if (opener.current === null) opener.current = document.activeElement;
    title.current?.focus();
    const close = ({ key: pressed }: KeyboardEvent) => {
      if (pressed === "Escape") openCard.value = undefined;
    };
    addEventListener("keydown", close);
    return () => removeEventListener("keydown", close);
  }, [key]);
  useEffect(() => {
    if (key !== undefined || opener.current === null) return;
    (opener.current as HTMLElement).focus?.();
    opener.current = null;
  }, [key]);
  if (key === undefined) return null;
  const card = cards.value?.get(key);
  return (
    <aside class="card-aside" aria-label="Explanation">
      <div class="card-head">
        <h2 ref={title} tabIndex={-1}>
          {card?.name ?? key}
        </h2>
        <button type="button" onClick={() => (openCard.value = undefined)} aria-label="Close the explanation">
          ✕
        </button>
      </div>
      {card === undefined ? (
        <NoCard />
      ) : (
        <dl>
          {card.meaning !== undefined && <Row name="what it is" says={card.meaning} />}
          <Row name="formula" says={card.formula} isFormula />
          {card.range !== undefined && <Row name="range" says={card.range} isFormula />}
          <Row name={card.kind === "finding" ? "what it is" : "use"} says={card.use} />
          {card.pitfall !== "" && <Row name="pitfall" says={card.pitfall} />}
          {card.remedies !== undefined && (
            <>
              <dt>what helps</dt>
              <dd>
                <ol>
                  {card.remedies.map((remedy) => (
                    <li key={remedy}>{remedy}</li>
                  ))}
                </ol>
              </dd>
            </>
          )}
          <Row name="source" says={card.reference} />
          {card.seeAlso.length > 0 && (
            <>
              <dt>see also</dt>
              <dd class="see-also">
                {card.seeAlso.map((other) => (
                  <button key={other} type="button" class="link" onClick={() => (openCard.value = other)}>
                    {cards.value?.get(other)?.name ?? other}
                  </button>
                ))}
              </dd>
            </>
          )}
        </dl>
      )}
    </aside>
  );
};

/** What stands in the place of a card that is not there. */
const NoCard = () => {
  if (cards.value !== undefined) return <p>There is no card of this name.</p>;
  if (cardsFault.value === undefined) return <p>Reading …</p>;
  return (
    <div role="alert">
      <p>The explanations did not come: cards.json was asked for, and {cardsFault.value}.</p>
      <button type="button" onClick={readCards}>
        Ask again
      </button>
    </div>
  );
};

const Row = ({
  name,
  says,
  isFormula = false,
}: {
  readonly name: string;
  readonly says: string;
  readonly isFormula?: boolean;
}) => (
  <>
    <dt>{name}</dt>
    <dd class={isFormula ? "formula" : undefined}>{says}</dd>
  </>
);
