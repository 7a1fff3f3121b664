/** Whether pages may change something here: the dashboard says so in the page. */
export const mayChange = document.getElementById("page")?.dataset.changes !== undefined;

/** Asks for a change; gives why it was not made, or nothing where it was. */
export const change = async (address: string, asked: object): Promise<string | undefined> => {
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(asked),
    });
    if (response.ok) return undefined;
    const text = await response.text();
    if (response.headers.get("Content-Type") !== "application/json") return text.trim();
    return (JSON.parse(text) as { says?: string }).says ?? "It was not changed.";
  } catch {
    return "The dashboard does not answer.";
  }
};
