// Text as XML 1.0 can carry it. Hostile: texts come from people; what cannot stand in XML at all is left out.

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** For the content of an element and for an attribute in double quotes. */
export function escapeXml(text: string): string {
  return text
    .replaceAll(/(?![\t\n\r])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/gu, "")
    .replaceAll(/[&<>"]/g, (character) => entities[character] ?? "");
}
