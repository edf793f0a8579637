/** What there is help about. */
export type Topic = "duty" | "home" | "patrol" | "capture" | "leads" | "lead" | "outbox" | "account" | "settings";
