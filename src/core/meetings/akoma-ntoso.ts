// A document of a meeting in Akoma Ntoso 3.0 (OASIS LegalDocML), as a `statement`: metadata of work, expression and
// manifestation, then parts, sections and paragraphs with stable eIds. Well formed whatever the texts hold.
import { escapeXml as xml } from "../encoding/xml.ts";
import { elementId } from "./document.ts";
import type { DocumentParagraph, DocumentPart, MeetingDocument } from "./document.ts";

export const akomaNtosoType = "application/akn+xml; charset=utf-8";
const namespace = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";

/** The scheme is no country: a code that ISO 3166 leaves to its users, and never "kp", which is a state's. */
const jurisdiction = "xx";

export function writeAkomaNtoso(document: MeetingDocument): string {
  const { id, kind, title, language, date, madeOn, author, parts } = document;
  const threeLetters = languageCodes[language] ?? "und";
  const work = `/akn/${jurisdiction}/statement/${kind}/${date}/${id.replaceAll("/", "-")}`;
  const expression = `${work}/${threeLetters}@${madeOn}`;
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<akomaNtoso xmlns="${namespace}">`,
    `  <statement name="${kind}">`,
    "    <meta>",
    '      <identification source="#kimberlite">',
    ...level("FRBRWork", work, [
      `<FRBRdate date="${date}" name="work"/>`,
      '<FRBRauthor href="#author" as="#originator"/>',
      `<FRBRcountry value="${jurisdiction}"/>`,
    ]),
    ...level("FRBRExpression", expression, [
      `<FRBRdate date="${madeOn}" name="expression"/>`,
      '<FRBRauthor href="#author" as="#originator"/>',
      `<FRBRlanguage language="${threeLetters}"/>`,
    ]),
    ...level("FRBRManifestation", `${expression}.xml`, [
      `<FRBRdate date="${madeOn}" name="manifestation"/>`,
      '<FRBRauthor href="#kimberlite" as="#editor"/>',
    ]),
    "      </identification>",
    '      <references source="#kimberlite">',
    `        <TLCOrganization eId="author" href="/akn/ontology/organization/${jurisdiction}/${xml(author.id)}" showAs="${xml(author.name)}"/>`,
    `        <TLCOrganization eId="kimberlite" href="/akn/ontology/organization/${jurisdiction}/kimberlite" showAs="Kimberlite"/>`,
    `        <TLCRole eId="originator" href="/akn/ontology/role/${jurisdiction}/originator" showAs="Originator"/>`,
    `        <TLCRole eId="editor" href="/akn/ontology/role/${jurisdiction}/editor" showAs="Editor"/>`,
    "      </references>",
    "    </meta>",
    `    <preface eId="preface">`,
    `      <p eId="preface__p_1"><docTitle>${xml(title)}</docTitle></p>`,
    "    </preface>",
    '    <mainBody eId="body">',
    ...parts.flatMap(partLines),
    "    </mainBody>",
    "  </statement>",
    "</akomaNtoso>",
    "",
  ].join("\n");
}

function level(name: string, address: string, more: readonly string[]): readonly string[] {
  // The work's own identity, then that of its main component.
  return [
    `        <${name}>`,
    `          <FRBRthis value="${xml(address)}/!main"/>`,
    `          <FRBRuri value="${xml(address)}"/>`,
    ...more.map((line) => `          ${line}`),
    `        </${name}>`,
  ];
}

function partLines({ number, heading, sections }: DocumentPart): readonly string[] {
  return [
    `      <part eId="${elementId(number)}">`,
    `        <num>${xml(number)}</num>`,
    `        <heading>${xml(heading)}</heading>`,
    ...sections.flatMap((section) => [
      `        <section eId="${elementId(number, section.number)}">`,
      `          <num>${xml(`${number}.${section.number}`)}</num>`,
      `          <heading>${xml(section.heading)}</heading>`,
      ...section.paragraphs.flatMap((paragraph) => paragraphLines(number, section.number, paragraph)),
      "        </section>",
    ]),
    "      </part>",
  ];
}

function paragraphLines(
  part: string,
  section: string,
  { number, text, language, items = [] }: DocumentParagraph,
): readonly string[] {
  const eId = elementId(part, section, number);
  const spoken = language === undefined ? "" : ` xml:lang="${xml(language)}"`;
  return [
    `          <paragraph eId="${eId}"${spoken}>`,
    `            <num>${xml(number)}</num>`,
    `            <content eId="${eId}__content">`,
    `              <p eId="${eId}__content__p_1">${xml(text)}</p>`,
    ...(items.length === 0
      ? []
      : [
          `              <ul eId="${eId}__content__ul_1">`,
          ...items.map(
            (item, index) =>
              `                <li eId="${eId}__content__ul_1__li_${index + 1}"><p>${xml(item)}</p></li>`,
          ),
          "              </ul>",
        ]),
    "            </content>",
    "          </paragraph>",
  ];
}

/** ISO 639-2, as Akoma Ntoso asks. */
const languageCodes: Readonly<Record<string, string>> = {
  en: "eng",
  fr: "fra",
  pt: "por",
  ru: "rus",
  ar: "ara",
  zh: "zho",
};
