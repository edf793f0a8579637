import { useEffect } from "preact/hooks";

/** Running head and foot of every page with its number, where the browser can; the first page says it anyway. */
export function useMarginBoxes(head: string, foot: string): void {
  useEffect(() => {
    if (!("adoptedStyleSheets" in document)) return undefined;
    const quoted = (text: string) => `"${text.replaceAll(/["\\\n]/g, " ")}"`;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`@page {
      @top-left { content: ${quoted(head)}; font-size: 8pt; }
      @bottom-left { content: ${quoted(foot)}; font-size: 8pt; }
      @bottom-right { content: counter(page) " / " counter(pages); font-size: 8pt; }
    }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    };
  }, [head, foot]);
}
