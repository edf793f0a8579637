/** What a long form was not taken for is shown, wherever its button stands. */

/** Puts the cursor into the first field with a fault and brings what is said about it into sight. */
export function toFault(form: Pick<HTMLElement, "querySelector">): void {
  const field = form.querySelector<HTMLElement>("[data-fault] input");
  field?.focus();
  (form.querySelector("[role=alert]") ?? field)?.scrollIntoView({ block: "nearest" });
}
