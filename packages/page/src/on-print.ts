const root = document.documentElement;

/** Whether the page is laid out for paper: in the colours of the light, and as wide as a sheet is. */
export const isPrinted = (): boolean => root.classList.contains("printed");

/** Has something done when the page is laid out for paper, and again when it is back on the screen. */
export const onPrint = (change: () => void): void => {
  const printed = (is: boolean) => () => {
    root.classList.toggle("printed", is);
    change();
  };
  addEventListener("beforeprint", printed(true));
  addEventListener("afterprint", printed(false));
};
