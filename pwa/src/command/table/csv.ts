/** A table as a file that spreadsheets open: UTF-8 with a mark of order, as Excel in Chinese needs it. */

/** As the server's own files have it: also wide signs, and behind blanks. */
const RISKY = /^[ \u3000\u00a0\ufeff]*[=+\-@\t\r\n＝＋－＠]/;

/** RFC 4180. A cell that a spreadsheet would take for a formula is shown as text. */
export function csv(rows: readonly (readonly (string | number)[])[]): string {
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

function cell(value: string | number): string {
  const text = typeof value === "string" && RISKY.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Hand a file to the person. */
export function saveFile(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
