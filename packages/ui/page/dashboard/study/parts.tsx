import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

interface Part {
  readonly id: string;
  readonly name: string;
}

/** Leads to the parts of a long page: those that it has now, by their headings. */
export const Parts = () => {
  const parts = useSignal<readonly Part[]>([]);
  useEffect(() => {
    const main = document.querySelector("main")!;
    const look = () => {
      const now = [...main.querySelectorAll<HTMLElement>(":scope > section[id] > h2")].map((heading) => ({
        id: heading.parentElement!.id,
        name: heading.textContent!,
      }));
      if (JSON.stringify(now) !== JSON.stringify(parts.value)) parts.value = now;
    };
    const observer = new MutationObserver(look);
    observer.observe(main, { childList: true });
    look();
    return () => observer.disconnect();
  }, []);
  return (
    <nav class="parts" aria-label="Parts of the page">
      {parts.value.map(({ id, name }) => (
        <button key={id} type="button" onClick={() => goTo(id)}>
          {name}
        </button>
      ))}
    </nav>
  );
};

/** There, also for who goes on by the keyboard. */
export const goTo = (id: string): void => {
  const heading = document.querySelector<HTMLElement>(`#${id} > h2`)!;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  heading.scrollIntoView();
};
