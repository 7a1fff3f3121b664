import type { ComponentChildren } from "preact";

/** A table that scrolls sideways where it is wider than the page, also by keyboard. */
export const WideTable = ({ label, children }: { readonly label: string; readonly children: ComponentChildren }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
  <section class="wide-table" aria-label={label} tabIndex={0}>
    <table>{children}</table>
  </section>
);
